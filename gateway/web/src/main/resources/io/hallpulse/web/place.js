// Where the gateway's paths are: below a proxy's path, if there is one. Without a login that the page's address may hold, which
// fetch refuses.

const root = new URL("..", import.meta.url);
root.username = "";
root.password = "";

/** A path of the gateway, such as "api/v1/halls", as this page reaches it. */
export const address = (path) => new URL(path, root).href;
