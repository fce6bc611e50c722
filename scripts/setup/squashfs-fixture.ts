/**
 * A squashfs image of a small AppImage, made with
 * `mksquashfs img image -comp gzip -b 4096 -no-fragments -all-root -nopad -no-xattrs -mkfs-time 0 -all-time 0`:
 * fiftyone (executable, `#!/bin/sh\necho electron\n`), locales/en.pak (0..255 forty times), sparse.bin (4096 times x,
 * 4096 zeros, `end`), LICENSE (`licence`), resources/app.asar, usr/lib/x.so, AppRun, empty/.
 */
export const SQUASHFS = Buffer.from(
  [
    'aHNxcw0AAAAAAAAAABAAAAAAAAABAAwA0AIBAAQAAACsAQAAAAAAAOMFAAAAAAAA2wUAAAAAAAD//////////0kEAAAAAAAA8gQAAAAAAACgBQ',
    'AAAAAAAM0FAAAAAAAAcnVubGljZW5jZSMhL2Jpbi9zaAplY2hvIGVsZWN0cm9uCnjaY2BkYmZhZWPn4OTi5uHl4xcQFBIWERUTl5CUkpaRlZNX',
    'UFRSVlFVU9fQ1NLW0dXTNzA0MjYxNTO3sLSytrG1s3dwdHJ2cXVz9/D08vbx9fMPCAwKDgkNC4+IjIqOiY2LT0hMSk5JTUvPyMzKzsnNyy8oLC',
    'ouKS0rr6isqq6pratvaGxqbmlta+/o7Oru6e3rnzBx0uQpU6dNnzFz1uw5c+fNX7Bw0eIlS5ctX7Fy1eo1a9et37Bx0+YtW7dt37Fz1+49e/ft',
    'P3Dw0OEjR48dP3Hy1OkzZ8+dv3Dx0uUrV69dv3Hz1u07d+/df/Dw0eMnT589f/Hy1es3b9+9//Dx0+cvX799//Hz1+8/f//9Zxj1/6j/R/0/6v',
    '9R/4/6f9T/o/4f9f+o/0f9P+r/Uf+P+n8E+B8AYK74anjaY2BkYmZhZWPn4OTi5uHl4xcQFBIWERUTl5CUkpaRlZNXUFRSVlFVU9fQ1NLW0dXT',
    'NzA0MjYxNTO3sLSytrG1s3dwdHJ2cXVz9/D08vbx9fMPCAwKDgkNC4+IjIqOiY2LT0hMSk5JTUvPyMzKzsnNyy8oLCouKS0rr6isqq6pratvaG',
    'xqbmlta+/o7Oru6e3rnzBx0uQpU6dNnzFz1uw5c+fNX7Bw0eIlS5ctX7Fy1eo1a9et37Bx0+YtW7dt37Fz1+49e/ftP3Dw0OEjR48dP3Hy1Okz',
    'Z8+dv3Dx0uUrV69dv3Hz1u07d+/df/Dw0eMnT589f/Hy1es3b9+9//Dx0+cvX799//Hz1+8/f//9Zxj1/6j/R/0/6v9R/4/6f9T/o/4f9f+o/0',
    'f9P+r/Uf+P+n8E+B8AYK74anjaY2BkYmZhZWPn4OTi5uHl4xcQFBIWERUTl5CUkpaRlZNXUFRSVlFVU9fQ1NLW0dXTNzA0MjYxNTO3sLSytrG1',
    's3dwdHJ2cXVz9/D08vbx9fMPCAwKDgkNC4+IjIqOiY2LT0hMSk5JTUvPyMzKzsnNyy8oLCouKS0rr6isqq6pratvaGxqbmlta+/o7Oru6e3rnz',
    'Bx0uQpU6dNnzFz1uw5c+fNX7Bw0eIlS5ctX7Fy1eo1a9et37Bx0+YtW7dt37Fz1+49e/ftP3Dw0OEjR48dP3Hy1OkzZ8+dv3Dx0uUrV69dv3Hz',
    '1u07d+/df/Dw0eMnT589f/Hy1es3b9+9//Dx0+cvX799//Hz1+8/f//9Zxj1/6j/R/0/6v9R/4/6fwT6HwBBOPwub3RoZXIgYXBweNrtwQENAA',
    'AAwqDaj28PBxQAAADwblRpgGplbmRsaWKnAHjaZZAxDsIwEAT3bEMgEGoUhEgZPkBDT8kbkBANz0jBS/geb4C7GNlrxdLIZ3m9ez6Ht+C/rLgp',
    'X1129hFxpHHKnTRVRASfpPGktboZ63wflCd5bCNFzlwZSIMeOEukF+s1+80ob5/ystdC6UL2WkaKnivyOKCdeNibI3n4DqpK/y16XyuXMJ0j56',
    '0ob4cTapR/qmmWLa5jP3zf0JxeeGCj+w9GGSzDrAB42jWOTQrCQAyFE3/6gx7Bpeu5g0ihgrjQE0xLisVxZpi0YO/QA3kUD+PCtLaBRzLveyQD',
    '8K9I1IsWsAayyuvHBCARfUYSg/ZeadZhZltRjgNbwkuxm/2NyIiPQkxdxJONUx+OHLy/tnY/RiI4n47Z5Zbl8kBYAT19091l6XC0qqumc5beAl',
    'CyxpXaEH9lRPldIHZtKIl3mEg+BfY6MKmitj2m4/6Www+tSiP5KwB42mNggAAVKO0BpTOg9A4o3QOl/0DpG1BahhEqD6VzoLQHlF4DpQEn6gX6',
    'oAUAAAAAAAAEgAAAAADVBQAAAAAAAA=='
  ].join(''),
  'base64'
);
