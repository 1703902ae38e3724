// A real OpenID provider for the tests: in memory, on loopback, one client, whoever types a name is that person.
// Run it in the folder that holds its packages; it prints its issuer when it is ready and ends with its input.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const installed = createRequire(`${process.cwd()}/`);
const load = (name) => import(pathToFileURL(installed.resolve(name)).href);
const { Provider } = await load('oidc-provider');
const { exportJWK, generateKeyPair } = await load('jose');

const [clientId, clientSecret, redirectUri] = process.argv.slice(2);
const { privateKey } = await generateKeyPair('RS256', { extractable: true });

const server = createServer();
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
const issuer = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uris: [redirectUri],
      response_types: ['code'],
      grant_types: ['authorization_code'],
    },
  ],
  jwks: { keys: [{ ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256', kid: 'test' }] },
  cookies: { keys: ['only-for-tests'] },
  pkce: { required: () => true },
  claims: { openid: ['sub', 'amr'] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  // Consent is given beforehand, as in a state's own provider.
  loadExistingGrant: async (context) => {
    const grant = new provider.Grant({ accountId: context.oidc.session.accountId, clientId });
    grant.addOIDCScope('openid');
    await grant.save();
    return grant;
  },
});

const FORM = `<form method="post"><input name="login"><input name="methods"><button name="act">Sign in</button></form>`;

async function interact(request, response) {
  if (request.method === 'GET') {
    await provider.interactionDetails(request, response);
    response.setHeader('content-type', 'text/html').end(FORM);
    return;
  }
  let body = '';
  for await (const part of request) body += part;
  const form = new URLSearchParams(body);
  const refused = { error: 'access_denied', error_description: 'the person went away' };
  const amr = form.get('methods')?.split(' ');
  const accepted = { login: { accountId: form.get('login'), amr } };
  await provider.interactionFinished(request, response, form.get('act') === 'refuse' ? refused : accepted);
}

const answer = provider.callback();
server.on('request', (request, response) => {
  if (!request.url.startsWith('/interaction/')) {
    answer(request, response);
    return;
  }
  interact(request, response).catch((failure) => {
    response.statusCode = 500;
    response.end(String(failure));
  });
});

process.stdin.on('end', () => process.exit(0)).resume();
console.log(issuer);
