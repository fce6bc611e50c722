import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import boundaries from 'eslint-plugin-boundaries';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import { packagesOf, rooms } from './eslint.rooms.js';
import svelteConfig from './svelte.config.js';

const svelteFiles = ['**/*.svelte', '**/*.svelte.ts'];

export default ts.config(
  { ignores: ['out/**', 'dist/**', 'node_modules/**', '.setup/**', 'test-results/**'] },
  js.configs.recommended,
  ...ts.configs.recommendedTypeChecked,
  ...svelte.configs.recommended,
  prettier,
  ...svelte.configs.prettier,
  {
    languageOptions: {
      globals: { ...globals.node, ...globals.browser },
      parserOptions: {
        project: ['./tsconfig.node.json', './tsconfig.preload.json', './tsconfig.web.json', './tsconfig.e2e.json'],
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte']
      }
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-explicit-any': 'error',
      // Electron 22 ends a process over a rejection that an async function passes on without awaiting it.
      '@typescript-eslint/return-await': ['error', 'always'],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'max-lines': ['error', { max: 250, skipBlankLines: false, skipComments: false }],
      'no-console': 'error'
    }
  },
  {
    files: svelteFiles,
    // All of them are the page's, so no other program is made to look for them in.
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig, project: ['./tsconfig.web.json'] } }
  },
  // Reads of $state count as uses only inside Svelte's own compiler.
  { files: [...svelteFiles, '**/*.svelte.test.ts'], rules: { 'no-useless-assignment': 'off' } },
  {
    // svelte-check knows the types of components and their props; the plain TypeScript parser takes them for any.
    files: ['**/*.svelte'],
    rules: {
      'max-lines': ['error', { max: 150 }],
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off'
    }
  },
  // Caches and registries that no picture depends on stay plain.
  { files: svelteFiles, rules: { 'svelte/prefer-svelte-reactivity': 'off' } },
  { files: ['**/*.{js,mjs,cjs}'], ...ts.configs.disableTypeChecked },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  // Programs whose output is the terminal.
  { files: ['scripts/**', 'main/engine/index.ts', 'main/cli/**', 'main/shell/log.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['**/*.{test,bench}.ts', 'e2e/**'],
    rules: { 'max-lines': 'off', '@typescript-eslint/unbound-method': 'off' }
  },
  {
    files: ['{main,preload,renderer}/**/*.{ts,svelte}'],
    ignores: ['**/*.{test,bench}.ts'],
    plugins: { boundaries },
    settings: {
      'import/resolver': {
        typescript: { project: ['./tsconfig.node.json', './tsconfig.web.json'], noWarnOnMultipleProjects: true }
      },
      'boundaries/elements': rooms.map(({ room, folder }) => ({ type: room, pattern: folder })),
      'boundaries/include': ['{main,preload,renderer}/**/*']
    },
    rules: {
      'boundaries/no-unknown-files': 'error',
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          message: '{{from.type}} may not import {{to.type}}: see the table in CONTRIBUTING.md',
          policies: rooms.flatMap(({ room, mayImport }) => [
            { from: { element: { type: room } }, allow: [{ to: { element: { type: [room, ...mayImport] } } }] },
            // Types of the contract are the words every room shares.
            {
              from: { element: { type: room } },
              allow: [{ to: { element: { type: 'preload/contract' } }, dependency: { kind: 'type' } }]
            }
          ])
        }
      ]
    }
  },
  ...packagesOf(rooms)
);
