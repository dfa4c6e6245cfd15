package dev.recado.api.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recado.SharedHub;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * No value of a parameter or a field makes any endpoint answer 500; the refusal is always a
 * problem.
 *
 * <p>Spring lists the endpoints, so a new one is tried as well. The test comes last: the hub that
 * it shares with others holds much nonsense by then.
 */
@Order(Integer.MAX_VALUE)
class HostileValuesTest extends SharedHub {

  private static final String LONG = "x".repeat(100_000);

  /** Parts of paths and values of queries, escaped. */
  private static final List<String> IN_ADDRESSES =
      List.of(
          "%00",
          "a%00b",
          "%ff",
          "%ED%A0%80",
          "-1",
          "99999999999999999999",
          "9223372036854775807",
          "%2B999999999-12-31",
          "%2B999999999-12-31T23:59:59Z",
          "-999999999-01-01T00:00:00Z",
          "x".repeat(3000),
          cursor("+999999999-12-31T23:59:59Z"),
          cursor("-999999999-01-01T00:00:00Z"),
          "%27%22%3B--",
          "[]");

  /** Values of fields, as JSON. */
  private static final List<String> IN_BODIES =
      List.of(
          "\"a\\u0000b\"",
          "\"\\ud800\"",
          "\"" + LONG + "\"",
          "\"" + "x".repeat(5000) + "\"",
          "\"😀\"",
          "\"-1\"",
          "\"+999999999-12-31T23:59:59Z\"",
          "\"0001-01-01T00:00\"",
          "\"\"",
          "null",
          "-1",
          "9223372036854775807",
          "1e999999999",
          "[]",
          "[null]",
          "{\"a\\u0000\":1}",
          "[".repeat(3000) + "]".repeat(3000));

  private static final List<String> BODIES =
      List.of(
          "",
          "null",
          "[]",
          "1",
          "\"x\"",
          "{",
          "{}",
          "{\"\\u0000\":1}",
          "[".repeat(5000),
          "{\"a\":1}{");

  /** What a handler does not read, such as the session of a file or the version of Meta's API. */
  private static final Pattern UNREAD = Pattern.compile("\\{(?:[^{}]|\\{[^{}]*})*}");

  /** What the hub shows to its simulated providers. */
  private static final String SIMULATOR = "simulator";

  /** Values that let a request pass its first check. */
  private static final Map<String, String> BELIEVABLE =
      Map.ofEntries(
          Map.entry("state", "DEAD"),
          Map.entry("kind", "event"),
          Map.entry("action", "status"),
          Map.entry("intent", "saudacao"),
          Map.entry("comando", "/status 12345"),
          Map.entry("data_hora", "2030-12-02T15:00"),
          Map.entry("from", "2026-01-31"),
          Map.entry("to", "2026-02-20"),
          Map.entry("limit", "5"),
          Map.entry("days", "5"),
          Map.entry("year", "2026"),
          Map.entry("before", cursor("2026-01-31T09:00:00Z")),
          Map.entry("error", ""));

  /** Bodies that code reads field by field. An endpoint that does so belongs in this map. */
  private static final Map<String, String> READ_BY_HAND =
      Map.of(
          "/vendedores/adicionar",
          "{\"nome\":\"Ana\",\"email\":\"a@b.example\",\"telefone\":\"11987654321\",\"areas\":[],"
              + "\"horario\":{\"segunda\":[\"09:00-18:00\"]},\"ativo\":true}",
          "/api/sellers/{id}",
          "{\"nome\":\"Ana\",\"email\":\"a@b.example\",\"telefone\":\"11987654321\",\"areas\":[],"
              + "\"horario\":{\"segunda\":[\"09:00-18:00\"]},\"ativo\":true}",
          "/api/dead-letters/replay",
          "{\"kind\":\"event\",\"type\":\"x\",\"connector\":\"waha\",\"reason\":\"of nobody\","
              + "\"includeUnknown\":false,\"all\":false}");

  @Autowired
  @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings;

  @Autowired ObjectMapper json;

  /** The requests that the API's documentation shows. */
  private final JsonNode examples = examples();

  private static JsonNode examples() {
    try (InputStream in = new ClassPathResource("openapi/examples.yaml").getInputStream()) {
      LoaderOptions options = new LoaderOptions();
      options.setMaxAliasesForCollections(Integer.MAX_VALUE);
      Map<String, Object> all = new Yaml(options).load(in);
      return new ObjectMapper().valueToTree(all.get("operations"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ConcurrentLinkedQueue<String> broken = new ConcurrentLinkedQueue<>();

  private static String cursor(String at) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((at + "|00000000-0000-4000-8000-000000000001").getBytes(UTF_8));
  }

  /** One request. */
  private record Shot(String method, String address, @Nullable String body) {

    boolean provider() {
      return address.matches("/simulator/(?:api|graph)/.*");
    }

    @Override
    public String toString() {
      String shown = method + " " + address + (body == null ? "" : " " + body);
      return shown.length() > 200 ? shown.substring(0, 200) + "…" : shown;
    }
  }

  @Test
  void noValueBreaksAnEndpoint() throws Exception {
    String token = signIn();
    List<Shot> shots = shots();
    assertThat(shots).hasSizeGreaterThan(1000);
    all(shots, token);
    assertThat(broken).isEmpty();
  }

  @Test
  void noValueFromACallerWithoutATokenBreaksAnEndpoint() throws Exception {
    Set<Shot> some = new LinkedHashSet<>();
    List<Shot> all = shots();
    for (int i = 0; i < all.size(); i++) {
      boolean open = all.get(i).address().matches("/(auth|oauth|calendar|health|version).*");
      // An endpoint that needs a token reads nothing of a request without one.
      if (open || i % 20 == 0) {
        some.add(all.get(i));
      }
    }
    all(new ArrayList<>(some), null);
    assertThat(broken).isEmpty();
  }

  private String signIn() {
    JsonNode answer =
        http.postForObject(
            "/auth/login", Map.of("username", "admin", "password", PASSWORD), JsonNode.class);
    return answer.get("access_token").asText();
  }

  private void all(List<Shot> shots, @Nullable String token) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> running = new ArrayList<>();
      shots.forEach(shot -> running.add(threads.submit(() -> fire(shot, token))));
      for (Future<?> one : running) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError("A request could not be made", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private void fire(Shot shot, @Nullable String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + shot.address()))
            .method(
                shot.method(),
                shot.body() == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(shot.body()))
            .header("Content-Type", "application/json")
            .header("X-Api-Key", SIMULATOR);
    if (token != null) {
      request.header("Authorization", "Bearer " + (shot.provider() ? SIMULATOR : token));
    }
    try {
      judge(shot, token, client.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(shot.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("The test was interrupted", e);
    }
  }

  private void judge(Shot shot, @Nullable String token, HttpResponse<String> answer) {
    int status = answer.statusCode();
    String type = answer.headers().firstValue("Content-Type").orElse("");
    boolean keptOut = token != null && status == 401 && !shot.address().startsWith("/auth/");
    if (status >= 500 && status != 503
        // A simulated provider answers as the real one does.
        || !shot.provider() && status >= 400 && !type.startsWith("application/problem+json")
        || keptOut) {
      broken.add(shot + " was answered " + status + " " + type + " " + answer.body());
    }
  }

  private List<Shot> shots() throws IOException {
    List<Shot> shots = new ArrayList<>();
    for (Map.Entry<RequestMappingInfo, HandlerMethod> mapping :
        mappings.getHandlerMethods().entrySet()) {
      HandlerMethod handler = mapping.getValue();
      if (handler.getBeanType().getName().startsWith("dev.recado.")) {
        for (String path : mapping.getKey().getPatternValues()) {
          String method =
              mapping.getKey().getMethodsCondition().getMethods().stream()
                  .findFirst()
                  .map(RequestMethod::name)
                  .orElse("GET");
          shots.addAll(new Target(method, path, handler).shots());
        }
      }
    }
    return shots;
  }

  /** An endpoint under one of its paths, with believable values for everything it takes. */
  private final class Target {

    private final String method;
    private final String path;
    private final Map<String, String> parts = new LinkedHashMap<>();
    private final Map<String, String> query = new LinkedHashMap<>();
    private @Nullable ObjectNode body;

    Target(String method, String path, HandlerMethod handler) throws IOException {
      this.method = method;
      this.path = path;
      for (MethodParameter parameter : handler.getMethodParameters()) {
        parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
        PathVariable part = parameter.getParameterAnnotation(PathVariable.class);
        RequestParam asked = parameter.getParameterAnnotation(RequestParam.class);
        if (part != null) {
          String name = name(parameter, part.value());
          parts.put(name, value(name, parameter.getParameterType()));
        } else if (asked != null) {
          String name = name(parameter, asked.value());
          query.put(name, value(name, parameter.getParameterType()));
        } else if (parameter.hasParameterAnnotation(RequestBody.class)) {
          body = body(parameter.getParameterType());
        }
      }
    }

    private static String name(MethodParameter parameter, String given) {
      return given.isEmpty() ? String.valueOf(parameter.getParameterName()) : given;
    }

    private static String value(String name, Class<?> type) {
      return switch (type.getSimpleName()) {
        case "int", "Integer", "long", "Long" -> BELIEVABLE.getOrDefault(name, "1");
        case "boolean", "Boolean" -> "false";
        case "UUID" -> "00000000-0000-4000-8000-000000000001";
        case "Instant" -> "2026-01-31T09:00:00Z";
        case "LocalDate" -> BELIEVABLE.getOrDefault(name, "2026-12-02");
        default -> BELIEVABLE.getOrDefault(name, "5511987650001");
      };
    }

    private ObjectNode body(Class<?> type) throws IOException {
      if (JsonNode.class.isAssignableFrom(type)) {
        String known = READ_BY_HAND.get(path);
        JsonNode example =
            known == null
                ? examples.path(method + " " + path).path("request")
                : json.readTree(known);
        assertThat(example)
            .as("A JSON request of %s %s", method, path)
            .isInstanceOf(ObjectNode.class);
        return (ObjectNode) example;
      }
      ObjectNode made = json.createObjectNode();
      json.getDeserializationConfig()
          .introspect(json.constructType(type))
          .findProperties()
          .forEach(
              field ->
                  made.put(field.getName(), value(field.getName(), field.getRawPrimaryType())));
      return made;
    }

    List<Shot> shots() throws IOException {
      List<Shot> shots = new ArrayList<>();
      for (String part : parts.keySet()) {
        IN_ADDRESSES.forEach(value -> shots.add(shot(with(parts, part, value), query, text())));
      }
      for (String asked : query.keySet()) {
        shots.add(shot(parts, Map.of(asked, IN_ADDRESSES.get(0)), text()));
        IN_ADDRESSES.forEach(value -> shots.add(shot(parts, with(query, asked, value), text())));
      }
      ObjectNode fields = body;
      if (fields != null) {
        BODIES.forEach(whole -> shots.add(shot(parts, query, whole)));
        for (String field : (Iterable<String>) fields::fieldNames) {
          // Also alone, so that the other fields are missing.
          shots.add(shot(parts, query, text(fields, field, fields.get(field).toString(), false)));
          IN_BODIES.forEach(
              value -> shots.add(shot(parts, query, text(fields, field, value, true))));
        }
      }
      return shots;
    }

    private @Nullable String text() {
      return body == null ? null : body.toString();
    }

    /** The body with one field changed, beside the others or alone. */
    private String text(ObjectNode fields, String changed, String value, boolean others) {
      StringBuilder text = new StringBuilder("{");
      fields
          .properties()
          .forEach(
              field -> {
                boolean it = field.getKey().equals(changed);
                if (it || others) {
                  text.append(text.length() == 1 ? "" : ",")
                      .append(quoted(field.getKey()))
                      .append(':')
                      .append(it ? value : field.getValue().toString());
                }
              });
      return text.append('}').toString();
    }

    private String quoted(String name) {
      try {
        return json.writeValueAsString(name);
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static Map<String, String> with(Map<String, String> all, String name, String value) {
      Map<String, String> changed = new LinkedHashMap<>(all);
      changed.put(name, value);
      return changed;
    }

    private Shot shot(Map<String, String> parts, Map<String, String> query, @Nullable String body) {
      String address = path;
      for (Map.Entry<String, String> part : parts.entrySet()) {
        address = address.replace("{" + part.getKey() + "}", escaped(part.getValue()));
      }
      address = UNREAD.matcher(address).replaceAll("v23.0");
      StringBuilder asked = new StringBuilder();
      query.forEach(
          (name, value) ->
              asked
                  .append(asked.isEmpty() ? "?" : "&")
                  .append(URLEncoder.encode(name, UTF_8))
                  .append('=')
                  .append(escaped(value)));
      return new Shot(method, address + asked, body);
    }

    /** The values are escaped already. This escapes only what Java's URI refuses. */
    private static String escaped(String value) {
      return value.replace("[", "%5B").replace("]", "%5D").replace("/", "%2F").replace(" ", "%20");
    }
  }
}
