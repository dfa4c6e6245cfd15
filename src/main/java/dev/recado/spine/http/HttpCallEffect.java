package dev.recado.spine.http;

import dev.recado.spine.flow.EffectCall;
import dev.recado.spine.flow.EffectKind;
import dev.recado.spine.flow.Effects;
import dev.recado.spine.flow.OutgoingEffect;
import dev.recado.spine.flow.OutgoingEffect.Target;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** {@code http-call}: a write to any HTTP API, with the outbox's retries and dead letters. */
final class HttpCallEffect implements EffectKind {

  static final String NAME = "http-call";
  private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH", "DELETE");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void emit(EffectCall call, Effects effects) {
    String url = call.required("url");
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("method", method(call));
    put(payload, "body", call.text("body"));
    put(payload, "contentType", call.text("contentType"));
    put(payload, "credential", call.text("credential"));
    payload.put("repeatable", call.flag("repeatable"));
    Target target = new Target("http", "http:" + effects.event().subject(), checked(url));
    effects.add(OutgoingEffect.message(NAME, call, effects, target, payload));
  }

  private static String method(EffectCall call) {
    String method = call.required("method").toUpperCase(Locale.ROOT);
    if (!METHODS.contains(method)) {
      throw new IllegalArgumentException("http-call's 'method' is one of " + METHODS);
    }
    return method;
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

  private static void put(
      Map<String, Object> payload, String name, @org.jspecify.annotations.Nullable String value) {
    if (value != null) {
      payload.put(name, value);
    }
  }
}
