// Writes src/gql from the committed schema and the operations in src; with --check only tells whether it is fresh.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codegen } from '@graphql-codegen/core';
import { preset } from '@graphql-codegen/client-preset';
import { CodeFileLoader } from '@graphql-tools/code-file-loader';
import { loadDocuments } from '@graphql-tools/load';
import { buildASTSchema, parse } from 'graphql';

const SCHEMA = '../graphql/xuanpai_graphql/schema.graphql';
const OUTPUT = 'src/gql/';

const schema = parse(await readFile(SCHEMA, 'utf8'));
const documents = await loadDocuments(['src/**/*.{ts,tsx}', '!src/gql/**'], {
  loaders: [new CodeFileLoader({ pluckConfig: { skipIndent: true } })],
  sort: true,
});
const sections = await preset.buildGeneratesSection({
  baseOutputDir: OUTPUT,
  schema,
  schemaAst: buildASTSchema(schema),
  documents,
  plugins: [],
  pluginMap: {},
  presetConfig: { fragmentMasking: false },
  config: {
    useTypeImports: true,
    enumsAsTypes: true,
    strictScalars: true,
    scalars: { Date: 'string', DateTime: 'string', Fen: 'number', JSON: 'unknown', Long: 'number', UUID: 'string' },
  },
});

const stale = [];
for (const section of sections) {
  const text = await codegen(section);
  const kept = await readFile(section.filename, 'utf8').catch(() => '');
  if (kept === text) continue;
  stale.push(section.filename);
  if (!process.argv.includes('--check')) {
    await mkdir(dirname(section.filename), { recursive: true });
    await writeFile(section.filename, text);
  }
}
if (stale.length > 0 && process.argv.includes('--check')) {
  console.error(`Not generated from the present schema and operations: ${stale.join(', ')}. Run: npm run codegen`);
  process.exit(1);
}
