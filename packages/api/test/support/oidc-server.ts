import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import Provider, { type Adapter, type AdapterPayload, type JWK } from "oidc-provider";

export const CLIENT_ID = "cryptodesk";
export const CLIENT_SECRET = "a secret between the desk and its provider";

/** Somebody whom the provider knows. */
export interface ProviderPerson {
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly name?: string;
}

/** A real OpenID Connect provider on this machine, at which one person is always signed in. */
export interface OidcServer {
  readonly issuer: string;
  readonly people: Map<string, ProviderPerson>;
  /** Subject of whoever is at the browser; null: they say no. */
  signedIn: string | null;
  /** Changes what the token endpoint answers on its way. */
  tamper: ((body: string) => string) | null;
  /** Takes requests and answers none. */
  hung: boolean;
  /** Whether the desk last gave its secret in a header. */
  secretInHeader: boolean | null;
  /** Paths that were asked for. */
  readonly asked: string[];
  /** Stops listening; `resume` takes the same port again. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  close(): Promise<void>;
}

/** @param secretIn how the desk's secret has to come */
export async function startOidcServer(
  redirectUri: string,
  secretIn: "client_secret_basic" | "client_secret_post" = "client_secret_basic",
): Promise<OidcServer> {
  const listener = createServer();
  await listen(listener, 0);
  const { port } = listener.address() as AddressInfo;
  const issuer = `http://localhost:${port}`;
  const people = new Map<string, ProviderPerson>();
  const provider = createProvider(issuer, people, redirectUri, secretIn);
  const answer = provider.callback();
  const server: OidcServer = {
    issuer,
    people,
    signedIn: null,
    tamper: null,
    hung: false,
    secretInHeader: null,
    asked: [],
    pause: () => close(listener),
    resume: () => listen(listener, port),
    close: () => (listener.listening ? close(listener) : Promise.resolve()),
  };
  listener.on("request", (request, response) => {
    const path = request.url?.split("?")[0] ?? "";
    server.asked.push(path);
    if (server.hung) return;
    if (path.startsWith("/interaction/")) {
      const result = server.signedIn === null ? { error: "access_denied" } : { login: { accountId: server.signedIn } };
      void provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
      return;
    }
    if (path === "/token") server.secretInHeader = request.headers.authorization !== undefined;
    if (path === "/token" && server.tamper) changeBody(response, server.tamper);
    void answer(request, response);
  });
  return server;
}

function createProvider(
  issuer: string,
  people: ReadonlyMap<string, ProviderPerson>,
  redirectUri: string,
  secretIn: "client_secret_basic" | "client_secret_post",
): Provider {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const stored = new Map<string, AdapterPayload>();
  return new Provider(issuer, {
    adapter: (model) => new MapAdapter(stored, model),
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: CLIENT_SECRET,
        redirect_uris: [redirectUri],
        token_endpoint_auth_method: secretIn,
      },
    ],
    clientAuthMethods: [secretIn],
    jwks: { keys: [{ ...(privateKey.export({ format: "jwk" }) as JWK), use: "sig", alg: "RS256" }] },
    cookies: { keys: ["of a provider that lives for one test"] },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    pkce: { required: () => true },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    findAccount: async (_ctx, sub) => ({ accountId: sub, claims: async () => ({ sub, ...people.get(sub) }) }),
    // Nobody is asked what the desk may know.
    loadExistingGrant: async (ctx) => {
      const { client, session } = ctx.oidc;
      if (!client || !session?.accountId) return undefined;
      const grant = new ctx.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
  });
}

/** What the provider remembers, for as long as the test runs. */
class MapAdapter implements Adapter {
  readonly #stored: Map<string, AdapterPayload>;
  readonly #model: string;

  constructor(stored: Map<string, AdapterPayload>, model: string) {
    this.#stored = stored;
    this.#model = model;
  }

  async upsert(id: string, payload: AdapterPayload): Promise<void> {
    this.#stored.set(`${this.#model} ${id}`, payload);
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    return this.#stored.get(`${this.#model} ${id}`);
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return [...this.#stored.values()].find((payload) => payload.uid === uid);
  }

  async findByUserCode(): Promise<undefined> {}

  async consume(id: string): Promise<void> {
    const payload = await this.find(id);
    if (payload) payload.consumed = Math.floor(Date.now() / 1000);
  }

  async destroy(id: string): Promise<void> {
    this.#stored.delete(`${this.#model} ${id}`);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [key, payload] of this.#stored) if (payload.grantId === grantId) this.#stored.delete(key);
  }
}

function changeBody(response: ServerResponse, change: (body: string) => string): void {
  const end = response.end.bind(response);
  response.end = ((body: unknown) => {
    const changed = change(String(body));
    response.setHeader("Content-Length", Buffer.byteLength(changed));
    return end(changed);
  }) as typeof response.end;
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, "localhost");
  await once(server, "listening");
}

async function close(server: Server): Promise<void> {
  server.close();
  server.closeAllConnections();
  await once(server, "close");
}
