import type { ReactNode } from 'react';

/** The name of the page, what is known of it in a line, and what can be done. */
export function PageHead({
  title,
  above,
  children,
  actions,
}: {
  readonly title: ReactNode;
  /** The way back. */
  readonly above?: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <div className="head">
      <div>
        {above === undefined ? null : <div className="above">{above}</div>}
        <h1>{title}</h1>
        {children === undefined ? null : <div className="about">{children}</div>}
      </div>
      {actions === undefined ? null : <div className="actions">{actions}</div>}
    </div>
  );
}

/** A part of a page with its name. */
export function Section({
  title,
  aside,
  children,
}: {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className="section">
      <div className="section-head">
        <h2>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
