// Writes src/gql from the committed schema and the operations in src, and the manifest of the documents that this
// version sends, by which the service knows them; with --check only tells whether all of it is fresh.
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codegen } from '@graphql-codegen/core';
import { preset } from '@graphql-codegen/client-preset';
import { CodeFileLoader } from '@graphql-tools/code-file-loader';
import { loadDocuments } from '@graphql-tools/load';
import { createRequest, formatDocument, stringifyDocument } from '@urql/core';
import { buildASTSchema, Kind, parse, visit } from 'graphql';

const SCHEMA = '../graphql/xuanpai_graphql/schema.graphql';
const MANIFESTS = '../graphql/xuanpai_graphql/documents/manifests/';
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
    scalars: { Date: 'string', DateTime: 'string', Decimal: 'string', Fen: 'number', JSON: 'unknown', Long: 'number', UUID: 'string' },
  },
});

const files = await Promise.all(sections.map(async (section) => [section.filename, await codegen(section)]));
const { version } = JSON.parse(await readFile('package.json', 'utf8'));
const sent = documentsAsSent();
files.push([`${MANIFESTS}${version}.json`, `${JSON.stringify(Object.fromEntries(sent.map((it) => [it.hash, it.text])), null, 1)}\n`]);
files.push([`${OUTPUT}hashes.ts`, hashesModule(sent)]);

const stale = [];
for (const [name, text] of files) {
  const kept = await readFile(name, 'utf8').catch(() => '');
  if (kept === text) continue;
  stale.push(name);
  if (!process.argv.includes('--check')) {
    await mkdir(dirname(name), { recursive: true });
    await writeFile(name, text);
  }
}
if (stale.length > 0 && process.argv.includes('--check')) {
  console.error(`Not generated from the present schema and operations: ${stale.join(', ')}. Run: npm run codegen`);
  process.exit(1);
}

/** Every operation with the fragments that it needs, in the text that the client would send, and its SHA-256. */
function documentsAsSent() {
  const definitions = documents.flatMap((source) => source.document.definitions);
  const fragments = new Map(
    definitions.filter((it) => it.kind === Kind.FRAGMENT_DEFINITION).map((it) => [it.name.value, it]),
  );
  return definitions
    .filter((it) => it.kind === Kind.OPERATION_DEFINITION)
    .map((operation) => {
      const document = { kind: Kind.DOCUMENT, definitions: [operation, ...spread(operation, fragments)] };
      const text = stringifyDocument(formatDocument(createRequest(document).query));
      return { name: operation.name.value, text, hash: createHash('sha256').update(text).digest('hex') };
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** The fragments below `node`, each once. */
function spread(node, fragments, found = new Set()) {
  visit(node, {
    FragmentSpread({ name }) {
      const fragment = fragments.get(name.value);
      if (found.has(fragment)) return;
      found.add(fragment);
      spread(fragment, fragments, found);
    },
  });
  return [...found];
}

function hashesModule(sent) {
  const lines = sent.map((it) => `  ${it.name}:\n    '${it.hash}',\n`);
  return `/* eslint-disable */
/** The SHA-256 of each operation's document, by the operation's name: what is sent in its place. */
export const hashes: Readonly<Record<string, string>> = {
${lines.join('')}};
`;
}
