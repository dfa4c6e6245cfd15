package dev.recado.spine.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link ConnectorCall}.
 *
 * @param status the HTTP status; 0 where there is none
 * @param bytes the body, possibly empty
 * @param retryAfter the pause that the server asks for in whole seconds, or null
 */
public record ConnectorAnswer(int status, byte[] bytes, @Nullable Duration retryAfter) {

  /** With these nothing was done, and a later try may succeed (RFC 9110, RFC 6585, RFC 8470). */
  private static final Set<Integer> LATER = Set.of(408, 425, 429, 503);

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads the answer that an HTTP step has left. */
  public static ConnectorAnswer of(Exchange exchange) {
    Integer status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    byte[] body = exchange.getMessage().getBody(byte[].class);
    String after = exchange.getMessage().getHeader("Retry-After", String.class);
    return new ConnectorAnswer(
        status == null ? 0 : status,
        body == null ? new byte[0] : body,
        after != null && after.matches("\\d{1,6}")
            ? Duration.ofSeconds(Long.parseLong(after))
            : null);
  }

  /** Tells whether the status is a success. */
  public boolean ok() {
    return status / 100 == 2;
  }

  /** Tells whether the status says that nothing was done and a later try may succeed. */
  public boolean later() {
    return LATER.contains(status);
  }

  /**
   * Reads the body as JSON.
   *
   * @return a missing node where it is no JSON
   */
  public JsonNode tree() {
    try {
      JsonNode tree = bytes.length == 0 ? null : JSON.readTree(bytes);
      return tree == null ? MissingNode.getInstance() : tree;
    } catch (IOException notJson) {
      return MissingNode.getInstance();
    }
  }

  /** Leaves the body out: it may repeat a message. */
  @Override
  public String toString() {
    return "ConnectorAnswer[" + status + "]";
  }
}
