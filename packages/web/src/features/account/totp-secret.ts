/** A base32 secret in groups of four, as apps that take it by hand show it. */
export function groupedSecret(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(" ") ?? secret;
}

/** A picture's address that holds the picture: inside `<img>` an SVG runs no scripts and loads nothing. */
export function svgAddress(svg: string): string {
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
