package dev.recado.chat.intent;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.recado.spine.http.Outbound;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.jspecify.annotations.Nullable;

/**
 * Sends LangChain4j's calls with the hub's own HTTP client. LangChain4j's clients read an answer of
 * any length into memory.
 */
final class LlmHttp implements HttpClient {

  private final CloseableHttpClient http;

  private LlmHttp(CloseableHttpClient http) {
    this.http = http;
  }

  static HttpClientBuilder builder(LlmSettings settings) {
    return new Builder(settings.timeout(), settings.concurrency());
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    HttpUriRequestBase call =
        new HttpUriRequestBase(request.method().name(), java.net.URI.create(request.url()));
    request
        .headers()
        .forEach((name, values) -> values.forEach(value -> call.addHeader(name, value)));
    if (request.body() != null) {
      byte[] body = request.body().getBytes(StandardCharsets.UTF_8);
      // The headers hold the content type.
      call.setEntity(new ByteArrayEntity(body, null));
    }
    try {
      return http.execute(call, LlmHttp::read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SuccessfulHttpResponse read(ClassicHttpResponse response) throws IOException {
    HttpEntity entity = response.getEntity();
    byte[] body = entity == null ? new byte[0] : EntityUtils.toByteArray(entity);
    String text = new String(body, StandardCharsets.UTF_8);
    if (response.getCode() / 100 != 2) {
      throw new HttpException(response.getCode(), text);
    }
    return SuccessfulHttpResponse.builder().statusCode(response.getCode()).body(text).build();
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    throw new UnsupportedOperationException("The hub does not stream answers");
  }

  /** LangChain4j sets and reads its timeouts here. The hub limits each call itself. */
  private static final class Builder implements HttpClientBuilder {

    private final Duration timeout;
    private final int connections;

    Builder(Duration timeout, int connections) {
      this.timeout = timeout;
      this.connections = connections;
    }

    @Override
    public Duration connectTimeout() {
      return timeout;
    }

    @Override
    public HttpClientBuilder connectTimeout(@Nullable Duration ignored) {
      return this;
    }

    @Override
    public Duration readTimeout() {
      return timeout;
    }

    @Override
    public HttpClientBuilder readTimeout(@Nullable Duration ignored) {
      return this;
    }

    @Override
    public HttpClient build() {
      return new LlmHttp(Outbound.httpClient(timeout, connections));
    }
  }
}
