package dev.recado.api.web;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.api.security.Strangers;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.http.HttpStatus;

/** Adds examples of requests, answers and refusals to each operation of {@code /v3/api-docs}. */
final class ApiExamples implements OpenApiCustomizer {

  private static final String PROBLEM = "application/problem+json";

  private final JsonNode operations;

  /**
   * Creates the customizer.
   *
   * @param examples the content of {@code openapi/examples.yaml}
   */
  ApiExamples(JsonNode examples) {
    this.operations = examples.path("operations");
  }

  @Override
  public void customise(OpenAPI api) {
    api.getPaths()
        .forEach(
            (path, item) ->
                item.readOperationsMap()
                    .forEach((method, operation) -> describe(method, path, operation)));
  }

  private void describe(HttpMethod method, String path, Operation operation) {
    JsonNode known = operations.path(method + " " + path);
    if (operation.getRequestBody() != null) {
      show(operation.getRequestBody().getContent(), known.get("request"));
    }
    operation.getResponses().entrySet().stream()
        .filter(response -> response.getKey().startsWith("2"))
        .forEach(response -> show(response.getValue().getContent(), known.get("answer")));
    refusals(path, operation, known)
        .forEach(
            (status, detail) ->
                operation
                    .getResponses()
                    .addApiResponse(status, problem(Integer.parseInt(status), detail, path)));
  }

  private static void show(@Nullable Content content, @Nullable JsonNode example) {
    if (content != null && example != null) {
      Object shown = example.isTextual() ? example.textValue() : example;
      content.values().forEach(type -> type.setExample(shown));
    }
  }

  /** The refusals that an operation can have. Its own sentence wins over the general one. */
  private static Map<String, String> refusals(String path, Operation operation, JsonNode known) {
    Map<String, String> refusals = new TreeMap<>();
    boolean asked = operation.getParameters() != null || operation.getRequestBody() != null;
    boolean open = operation.getSecurity() != null && operation.getSecurity().isEmpty();
    if (asked) {
      refusals.put("400", "The parameter 'limit' must be between 1 and 500.");
    }
    if (!open) {
      refusals.put("401", "This needs a token; see /auth/login.");
    }
    if (path.contains("{")) {
      refusals.put("404", "There is nothing with this name.");
    }
    refusals.put("429", Strangers.TOO_MANY);
    refusals.put("503", "The database does not answer.");
    known
        .properties()
        .forEach(
            own -> {
              if (own.getKey().matches("[45]\\d\\d")) {
                refusals.put(own.getKey(), own.getValue().asText());
              }
            });
    return refusals;
  }

  private static ApiResponse problem(int status, String detail, String path) {
    String title = HttpStatus.valueOf(status).getReasonPhrase();
    Map<String, Object> example = new LinkedHashMap<>();
    example.put("type", "about:blank");
    example.put("title", title);
    example.put("status", status);
    example.put("detail", detail);
    example.put("instance", path);
    MediaType shown = new MediaType().schema(schema()).example(example);
    return new ApiResponse().description(title).content(new Content().addMediaType(PROBLEM, shown));
  }

  /** RFC 9457. */
  private static Schema<?> schema() {
    return new ObjectSchema()
        .addProperty("type", new StringSchema())
        .addProperty("title", new StringSchema())
        .addProperty("status", new io.swagger.v3.oas.models.media.IntegerSchema())
        .addProperty("detail", new StringSchema())
        .addProperty("instance", new StringSchema());
  }
}
