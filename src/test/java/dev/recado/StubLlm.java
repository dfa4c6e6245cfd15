package dev.recado;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An LLM with answers that a test sets, in the shapes of the samples: OpenAI-compatible, Ollama and
 * Anthropic at one address. It misbehaves on demand and remembers the requests.
 */
public final class StubLlm implements Closeable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern TEXT = Pattern.compile("(?s)<mensagem>\n(.*?)\n</mensagem>");

  /** DeepSeek's own text. */
  private static final String NO_SUCH_FORMAT =
      "{\"error\":{\"message\":\"This response_format type is unavailable now\","
          + "\"type\":\"invalid_request_error\",\"param\":null,\"code\":\"invalid_request_error\"}}";

  /** What happens to a request. */
  public enum Behaviour {
    /** Answers. */
    OK,
    /** Answers in a code fence. */
    FENCED,
    /** Answers with words around the JSON. */
    PREFIXED,
    /** Answers with something that is not JSON. */
    GARBAGE,
    /** Answers with an empty text. */
    EMPTY,
    /** Stops in the middle of the JSON. */
    TRUNCATED,
    /** Refuses: no content. */
    REFUSAL,
    /** Has no schemas, like DeepSeek: 400 for every request with one. */
    NO_SCHEMA,
    /** Has no formats of answers at all: 400 for every request with one. */
    NO_FORMAT,
    /** Refuses the request, as a content filter does. */
    HTTP_400,
    /** Refuses the key. */
    HTTP_401,
    /** Answers that there were too many requests. */
    HTTP_429,
    /** Fails. */
    HTTP_500,
    /** Is overloaded. */
    HTTP_529,
    /** Answers only when {@link #release()} is called. */
    HANG,
    /** Begins an answer and continues byte by byte, until {@link #release()}. */
    DRIP,
    /** Closes the connection instead of answering. */
    DROP
  }

  /**
   * A request that was read to its end.
   *
   * @param path its path
   * @param headers by lower-case names, the first value of each
   * @param body its JSON
   */
  public record Request(String path, Map<String, String> headers, JsonNode body) {

    /**
     * Finds the customer's last text.
     *
     * @return the text between the prompt's tags; empty if there are none
     */
    public String text() {
      Matcher matcher = TEXT.matcher(lastMessage());
      return matcher.find() ? matcher.group(1) : "";
    }

    /**
     * Gives the whole last message.
     *
     * @return its text
     */
    public String lastMessage() {
      JsonNode messages = body.path("messages");
      return content(messages.path(messages.size() - 1));
    }

    /**
     * Gives the system prompt.
     *
     * @return its text
     */
    public String system() {
      JsonNode apart = body.path("system").path(0).path("text");
      return apart.isTextual() ? apart.asText() : content(body.path("messages").path(0));
    }

    private static String content(JsonNode message) {
      JsonNode content = message.path("content");
      return content.isTextual() ? content.asText() : content.path(0).path("text").asText();
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Request> requests = new ArrayList<>();
  private final List<Behaviour> next = new ArrayList<>();
  private final AtomicInteger hungUp = new AtomicInteger();
  private volatile Behaviour behaviour = Behaviour.OK;
  private volatile Duration delay = Duration.ZERO;
  private volatile Function<String, String> answers = text -> answer("desconhecido", 0.5, "");
  private volatile CountDownLatch hanging = new CountDownLatch(1);

  /** Starts it on a free port. */
  public StubLlm() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /**
   * Tells its address.
   *
   * @return the address without a path
   */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /**
   * Writes an answer in the form that the hub expects.
   *
   * @param intent any text, known or not
   * @param confidence any number
   * @param reply any text
   * @return JSON without entities and area
   */
  public static String answer(String intent, double confidence, String reply) {
    ObjectNode answer = JSON.createObjectNode().put("intent", intent).put("confidence", confidence);
    ObjectNode entities = answer.putObject("entities");
    List.of("valor", "data", "hora", "parcelas", "quantidade", "nome", "email")
        .forEach(entities::putNull);
    answer.putNull("area");
    return answer.put("reply", reply).toString();
  }

  /**
   * Sets its answers from now on.
   *
   * @param answers the model's answer to a customer's text: JSON, or any other text to try
   */
  public void answers(Function<String, String> answers) {
    this.answers = answers;
  }

  /**
   * Decides what happens to every request from now on.
   *
   * @param behaviour for requests without an entry of {@link #next}
   */
  public void behave(Behaviour behaviour) {
    this.behaviour = behaviour;
  }

  /**
   * Decides what happens to the next requests, one each.
   *
   * @param behaviours in the order of arrival
   */
  public void next(Behaviour... behaviours) {
    synchronized (next) {
      next.addAll(List.of(behaviours));
    }
  }

  /**
   * Delays every answer.
   *
   * @param delay before each answer
   */
  public void delay(Duration delay) {
    this.delay = delay;
  }

  /** Ends all answers that hang or drip. */
  public void release() {
    CountDownLatch before = hanging;
    hanging = new CountDownLatch(1);
    before.countDown();
  }

  /**
   * Lists the requests.
   *
   * @return in the order of arrival
   */
  public List<Request> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  /**
   * Gives the only request.
   *
   * @return the request
   * @throws IllegalStateException if there were none or several
   */
  public Request onlyRequest() {
    List<Request> all = requests();
    if (all.size() != 1) {
      throw new IllegalStateException("There were " + all.size() + " requests");
    }
    return all.get(0);
  }

  /**
   * Counts the callers that left before the end of a dripping answer.
   *
   * @return since the start
   */
  public int hungUp() {
    return hungUp.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    CountDownLatch hang = hanging;
    Request request = request(exchange);
    synchronized (requests) {
      requests.add(request);
    }
    if (!delay.isZero()) {
      await(hang, delay);
    }
    Behaviour now = behaviour();
    if (refuses(now, request.body())) {
      reply(exchange, 400, NO_SUCH_FORMAT);
      return;
    }
    switch (now) {
      case HTTP_400 -> reply(exchange, 400, error("invalid_request_error"));
      case HTTP_401 -> reply(exchange, 401, Samples.text("llm/error-openai-401.json"));
      case HTTP_429 -> reply(exchange, 429, Samples.text("llm/error-openai-429.json"));
      case HTTP_500 -> reply(exchange, 500, error("server_error"));
      case HTTP_529 -> reply(exchange, 529, Samples.text("llm/error-anthropic-529.json"));
      case DROP -> exchange.close();
      case DRIP -> drip(exchange, hang);
      case HANG -> {
        await(hang, null);
        exchange.close();
      }
      default -> reply(exchange, 200, said(request, now));
    }
  }

  /** An error whose type has no sample, in the shape of those that have one. */
  private static String error(String type) throws IOException {
    JsonNode sample = sample("llm/error-openai-401.json");
    ((ObjectNode) sample.path("error")).put("message", type).put("type", type).putNull("code");
    return sample.toString();
  }

  private static boolean refuses(Behaviour behaviour, JsonNode asked) {
    JsonNode schema =
        asked.at("/response_format/json_schema").isObject()
            ? asked.at("/response_format/json_schema")
            : asked.at("/output_config/format");
    boolean bySchema = schema.isObject() || asked.path("format").isObject();
    boolean byForm = bySchema || asked.has("response_format") || asked.path("format").isTextual();
    return behaviour == Behaviour.NO_SCHEMA && bySchema
        || behaviour == Behaviour.NO_FORMAT && byForm;
  }

  private static Request request(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    return new Request(
        exchange.getRequestURI().getPath(),
        headers,
        JSON.readTree(exchange.getRequestBody().readAllBytes()));
  }

  private Behaviour behaviour() {
    synchronized (next) {
      return next.isEmpty() ? behaviour : next.remove(0);
    }
  }

  private static void await(CountDownLatch latch, @Nullable Duration limit) {
    try {
      if (limit == null) {
        latch.await();
      } else if (latch.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String said(Request request, Behaviour behaviour) throws IOException {
    String answer = answers.apply(request.text());
    return switch (behaviour) {
      case FENCED -> shaped(request, "```json\n" + answer + "\n```");
      case PREFIXED ->
          shaped(request, "Claro! Aqui está:\n" + answer + "\nPosso ajudar em algo mais?");
      case GARBAGE -> shaped(request, "Desculpe, não entendi.");
      case EMPTY -> shaped(request, "");
      case TRUNCATED -> cut(shaped(request, answer.substring(0, answer.length() / 2)));
      case REFUSAL -> Samples.text("llm/response-openai-refusal.json");
      default -> shaped(request, answer);
    };
  }

  private static String shaped(Request request, String content) throws IOException {
    if (request.path().equals("/v1/chat/completions")) {
      JsonNode sample = sample("llm/response-openai-ok.json");
      ((ObjectNode) sample.at("/choices/0/message")).put("content", content);
      return sample.toString();
    }
    if (request.path().equals("/api/chat")) {
      JsonNode sample = sample("llm/response-ollama-ok.json");
      ((ObjectNode) sample.path("message")).put("content", content);
      return sample.toString();
    }
    if (request.path().equals("/v1/messages")) {
      JsonNode sample = sample("llm/response-anthropic-ok.json");
      ((ObjectNode) sample.at("/content/0")).put("text", content);
      return sample.toString();
    }
    throw new IllegalStateException("Nobody answers at " + request.path());
  }

  /** Marks the answer as truncated; each provider has its own word for that. */
  private static String cut(String shaped) throws IOException {
    JsonNode answer = JSON.readTree(shaped);
    if (answer.has("choices")) {
      ((ObjectNode) answer.at("/choices/0")).put("finish_reason", "length");
    } else if (answer.has("done_reason")) {
      ((ObjectNode) answer).put("done_reason", "length");
    } else {
      ((ObjectNode) answer).put("stop_reason", "max_tokens");
    }
    return answer.toString();
  }

  private static JsonNode sample(String name) throws IOException {
    return JSON.readTree(Samples.bytes(name));
  }

  private void drip(HttpExchange exchange, CountDownLatch until) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream body = exchange.getResponseBody()) {
      while (until.getCount() > 0) {
        body.write(' ');
        body.flush();
        await(until, Duration.ofMillis(20));
      }
    } catch (IOException e) {
      hungUp.incrementAndGet();
    }
  }

  private static void reply(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    release();
    server.stop(0);
    threads.shutdownNow();
  }
}
