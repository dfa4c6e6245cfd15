package bench;

/**
 * Decides about a webhook that was not accepted; called on the loop's thread.
 *
 * <p>Both methods return the nanoseconds after which it is posted again.
 */
interface Sender {

  /** The webhook is not posted again. */
  long NEVER = -1;

  /** Takes any answer but 202. */
  long refused(int invoice, HttpMessage answer);

  /** Takes a connection that broke before the answer. */
  long broken(int invoice);

  /** Returns how many connections are kept; more webhooks at a time wait. */
  default int connections() {
    return 256;
  }
}
