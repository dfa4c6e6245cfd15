package dev.recado.spine.http;

import dev.recado.spine.flow.EffectCall;
import dev.recado.spine.flow.EffectKind;
import dev.recado.spine.flow.Effects;
import dev.recado.spine.flow.OutgoingEffect;
import dev.recado.spine.flow.OutgoingEffect.Target;
import dev.recado.spine.flow.Values;
import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code http-call}: a write to any HTTP API, with the outbox's retries and dead letters. */
final class HttpCallEffect implements EffectKind {

  static final String NAME = "http-call";
  private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH", "DELETE");

  /** What a request may carry, and the type that it has if the flow names none. */
  private static final Map<String, String> TYPES =
      Map.of(
          "body", "application/json",
          "json", "application/json",
          "form", "application/x-www-form-urlencoded",
          "xml", "application/xml");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void emit(EffectCall call, Effects effects) {
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("method", method(call));
    content(call, payload);
    if (call.has("headers")) {
      payload.put(
          "headers", RequestValues.headers(RequestValues.map("headers", call.value("headers"))));
    }
    put(payload, "credential", call.text("credential"));
    payload.put("repeatable", call.flag("repeatable"));
    Target target = new Target("http", "http:" + effects.event().subject(), address(call));
    effects.add(OutgoingEffect.message(NAME, call, effects, target, payload));
  }

  private static String method(EffectCall call) {
    String method = call.required("method").toUpperCase(Locale.ROOT);
    if (!METHODS.contains(method)) {
      throw new IllegalArgumentException("http-call's 'method' is one of " + METHODS);
    }
    return method;
  }

  private static void content(EffectCall call, Map<String, Object> payload) {
    List<String> given = TYPES.keySet().stream().filter(call::has).sorted().toList();
    if (given.size() > 1) {
      throw new IllegalArgumentException("http-call takes one of " + given + ", not several");
    }
    String type = call.text("contentType");
    if (!given.isEmpty()) {
      String kind = given.get(0);
      payload.put("body", written(kind, call.value(kind)));
      type = type == null ? TYPES.get(kind) : type;
    }
    put(payload, "contentType", type);
  }

  /** The text that is stored and sent. */
  private static String written(String kind, @Nullable Object value) {
    return switch (kind) {
      case "json" -> Values.json(kind, value);
      case "form" -> RequestValues.pairs(kind, RequestValues.map(kind, value));
      case "xml" -> XmlText.of(value);
      default ->
          value instanceof Map || value instanceof Collection
              ? Values.json(kind, value)
              : Values.text(kind, value);
    };
  }

  private static String address(EffectCall call) {
    String url = checked(call.required("url"));
    if (!call.has("query")) {
      return url;
    }
    String query = RequestValues.pairs("query", RequestValues.map("query", call.value("query")));
    int fragment = url.indexOf('#');
    String base = fragment < 0 ? url : url.substring(0, fragment);
    return query.isEmpty() ? base : base + (base.contains("?") ? "&" : "?") + query;
  }

  private static String checked(String url) {
    URI uri = URI.create(url);
    boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!web || uri.getHost() == null || uri.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "http-call's 'url' is an http or https address without user and password;"
              + " secrets go into 'credential'");
    }
    return url;
  }

  private static void put(Map<String, Object> payload, String name, @Nullable String value) {
    if (value != null) {
      payload.put(name, value);
    }
  }
}
