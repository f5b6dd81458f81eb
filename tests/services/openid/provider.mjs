// An OpenID provider (oidc-provider) for the tests: whoever says which of PEOPLE they are is believed.
// Environment: PORT, REDIRECT_URIS and PEOPLE as JSON (name -> claims). Prints “ready” when it listens.
import Provider from "oidc-provider";

const { PORT, REDIRECT_URIS, PEOPLE } = process.env;
const people = JSON.parse(PEOPLE);
const issuer = `http://127.0.0.1:${PORT}`;

const provider = new Provider(issuer, {
  clients: [{ client_id: "torvet", client_secret: "known-to-the-tests-only", redirect_uris: JSON.parse(REDIRECT_URIS) }],
  claims: { openid: ["sub"], profile: ["name"], email: ["email", "email_verified"] },
  cookies: { keys: ["of the tests"] },
  features: { devInteractions: { enabled: false } },
  findAccount: (_context, id) => people[id] && { accountId: id, claims: () => ({ sub: id, ...people[id] }) },
  interactions: { url: (_context, interaction) => `/who/${interaction.uid}` },
  async loadExistingGrant({ oidc }) {
    const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
    grant.addOIDCScope("openid profile email");
    await grant.save();
    return grant;
  },
});

provider.use(async (context, next) => {
  if (!context.path.startsWith("/who/")) return next();
  if (context.method === "GET") {
    context.type = "html";
    context.body = `<!doctype html><html lang="da"><title>Hvem er du?</title><form method="post"><label>Hvem er du? <input name="who"></label><button>Videre</button></form>`;
    return;
  }
  let body = "";
  for await (const chunk of context.req) body += chunk;
  const who = new URLSearchParams(body).get("who");
  context.respond = false;
  const result = people[who] ? { login: { accountId: who } } : { error: "access_denied" };
  await provider.interactionFinished(context.req, context.res, result, { mergeWithLastSubmission: false });
});

provider.listen(Number(PORT), "127.0.0.1", () => console.log("ready"));
