/** No answer came: the connection could not be made, or broke before the answer began. */
export class ConnectError extends Error {
  override readonly name = 'ConnectError';
  /** True where the server may have seen the request. */
  readonly sent: boolean;

  constructor(message: string, options: { readonly sent: boolean; readonly cause?: unknown }) {
    super(message, { cause: options.cause });
    this.sent = options.sent;
  }
}

/** The server was silent for longer than the read timeout. */
export class ReadTimeoutError extends Error {
  override readonly name = 'ReadTimeoutError';
}
