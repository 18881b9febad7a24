/** The cluster that requests go to, found without a request. */
export interface KubeTarget {
  readonly context: string;
  readonly server: string;
}

/** What shows the server who is asking. */
export interface Credentials {
  /** A header with several values is sent as several lines. */
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly cert?: string | Buffer;
  readonly key?: string | Buffer;
}

/** Everything that a request to one API server needs. */
export interface KubeAccess {
  readonly target: KubeTarget;
  readonly server: URL;
  readonly ca?: string | Buffer;
  readonly verify: boolean;
  /** The name that the server's certificate must have, where it is not the host's. */
  readonly serverName?: string;
  readonly proxy?: string;
  /** What to tell who finds nothing there. */
  readonly hint?: string;
  /** Asked anew for each request: tokens in files and from plugins are renewed. */
  credentials(signal: AbortSignal): Promise<Credentials>;
}
