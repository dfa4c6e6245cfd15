package dev.recado.systems.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** Harmless questions to a gateway; messages do not go this way. */
public final class GatewayCalls {

  private final HttpClient http;

  /**
   * Creates them.
   *
   * @param http with a limit for the time and the size of an answer
   */
  public GatewayCalls(HttpClient http) {
    this.http = http;
  }

  /**
   * An answer.
   *
   * @param status of HTTP
   * @param tree the body; a missing node where it is no JSON
   */
  public record Answer(int status, JsonNode tree) {

    /** Tells whether the gateway itself answered: it answers in JSON objects. */
    public boolean byGateway() {
      return tree.isObject();
    }
  }

  /**
   * Asks.
   *
   * @param address of the question
   * @param header that shows the key
   * @param key the secret
   * @throws IOException if there is no answer
   */
  public Answer get(URI address, String header, String key) throws IOException {
    HttpGet request = new HttpGet(address);
    request.setHeader(header, key);
    return http.execute(request, GatewayCalls::read);
  }

  private static Answer read(ClassicHttpResponse response) throws IOException {
    HttpEntity entity = response.getEntity();
    byte[] body = entity == null ? new byte[0] : EntityUtils.toByteArray(entity);
    return new Answer(response.getCode(), tree(body));
  }

  private static JsonNode tree(byte[] body) {
    try {
      JsonNode tree = EngineJson.MAPPER.readTree(body);
      return tree == null ? MissingNode.getInstance() : tree;
    } catch (IOException notJson) {
      return MissingNode.getInstance();
    }
  }
}
