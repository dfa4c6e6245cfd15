package dev.recado.spine.outbox;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Set;

/** Decides from an exception whether a request can have arrived. */
public final class Failures {

  /** By name, because some classes belong to the HTTP client of a Kamelet. */
  private static final Set<String> NEVER_CONNECTED =
      Set.of(
          "ConnectTimeoutException",
          "ConnectionRequestTimeoutException",
          "HttpHostConnectException",
          // The far side did nothing but ask for a token.
          "NoTokenException",
          "UnsupportedSchemeException");

  private Failures() {}

  /**
   * Classifies a failed call.
   *
   * @param failure what the call threw
   * @param requestSent whether the request that sends the message had started
   * @param repeatable whether the far side would recognise a repeated request
   * @return a retry if the request cannot have arrived or may be repeated, else unknown
   */
  public static Outcome outcome(Throwable failure, boolean requestSent, boolean repeatable) {
    String reason = reason(failure);
    if (!requestSent || neverConnected(failure) || repeatable) {
      return new Outcome.Retry(reason, null);
    }
    return new Outcome.Unknown(reason + "; the request may have arrived");
  }

  private static boolean neverConnected(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof ConnectException
          || t instanceof UnknownHostException
          || t instanceof NoRouteToHostException
          || NEVER_CONNECTED.contains(t.getClass().getSimpleName())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Describes a failure in one line.
   *
   * @param failure what was thrown
   * @return its class and message
   */
  public static String reason(Throwable failure) {
    String name = failure.getClass().getSimpleName();
    return failure.getMessage() == null ? name : name + ": " + failure.getMessage();
  }
}
