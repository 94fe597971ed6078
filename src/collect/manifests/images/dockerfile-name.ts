/** Endings of files about a Dockerfile, or that one is made of. */
const others =
  /\.(?:dockerignore|md|rst|txt|sh|bash|[cm]?[jt]sx?|go|py|rb|rs|java|kt|cs|php|lua|html?|json|ya?ml|toml|snap|j2|jinja2?|erb|ejs|tmpl|tpl|template|hbs|mustache|bak|orig)$/;

/** `Dockerfile`, `Containerfile`, `Dockerfile.web`, `web.Dockerfile`, without regard to case. */
export function isDockerfile(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  return (
    /^(?:docker|container)file(?:\.|$)|.\.(?:docker|container)file$/.test(name) &&
    !others.test(name)
  );
}
