import type { App } from './context.ts';

/** From here on bodies are handed to routes as they arrive, whatever they call their type. */
export function asStream(app: App): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, body, done) => done(null, body));
}
