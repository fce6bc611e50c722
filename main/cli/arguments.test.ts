import { describe, expect, it } from 'vitest';
import { noFile, numberOption, oneFile, parseArguments, requiredOption } from './arguments';
import { UsageError } from './command';

const parse = (...words: string[]): ReturnType<typeof parseArguments> => parseArguments(words, ['out', 'rate']);

describe('parseArguments', () => {
  it('sorts files and options in any order and both spellings', () => {
    const { files, options } = parse('a.wav', '--out', 'dir', '--rate=native');
    expect(files).toEqual(['a.wav']);
    expect([...options]).toEqual([
      ['out', 'dir'],
      ['rate', 'native']
    ]);
  });

  it('takes values that begin with one dash or hold an equals sign, and files after two dashes', () => {
    expect(parse('--out', '-1').options.get('out')).toBe('-1');
    expect(parse('--out=a=b').options.get('out')).toBe('a=b');
    expect(parse('--out=--x').options.get('out')).toBe('--x');
    expect(parse('--', '--out', '-a.wav').files).toEqual(['--out', '-a.wav']);
    expect(parse('-').files).toEqual(['-']);
  });

  it.each([
    [['--rat', '3'], /no option --rat$/],
    [['-r', '3'], /no option -r$/],
    [['--out'], /--out needs a value/],
    [['--out='], /--out needs a value/],
    [['--out', '--rate', '1'], /--out needs a value/],
    [['--out', 'a', '--out', 'b'], /--out is given twice/],
    [['--__proto__', 'x'], /no option --__proto__/]
  ])('refuses %j', (words, message) => {
    expect(() => parse(...words)).toThrow(UsageError);
    expect(() => parse(...words)).toThrow(message);
  });

  it('asks for exactly one file, none, or an option that must be there', () => {
    expect(oneFile(parse('a'), 'FILE')).toBe('a');
    expect(() => oneFile(parse(), 'FILE')).toThrow(/FILE is missing/);
    expect(() => oneFile(parse('a', 'b'), 'FILE')).toThrow(/not also b/);
    expect(() => noFile(parse('a'))).toThrow(/a is not expected/);
    expect(() => requiredOption(parse(), 'out')).toThrow(/--out is missing/);
  });
});

describe('numberOption', () => {
  const read = (text: string, whole = true): number | undefined =>
    numberOption(parse(`--rate=${text}`), 'rate', { low: 1, high: 100, whole });

  it('reads decimal numbers', () => {
    expect(read('8')).toBe(8);
    expect(read('100')).toBe(100);
    expect(read('8.5', false)).toBe(8.5);
    expect(numberOption(parse(), 'rate', { low: 1, high: 2, whole: true })).toBeUndefined();
  });

  it.each(['0', '101', '8.5', 'eight', '8x', '1e1', '0x10', 'NaN', 'Infinity', '-1', ' 8'])('refuses "%s"', (text) => {
    expect(() => read(text)).toThrow(/--rate takes a whole number from 1 to 100, not/);
  });
});
