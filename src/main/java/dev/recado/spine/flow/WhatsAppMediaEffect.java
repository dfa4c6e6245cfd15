package dev.recado.spine.flow;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code whatsapp-media}: an image, a document, audio or a video by its address. */
final class WhatsAppMediaEffect implements EffectKind {

  static final String NAME = "whatsapp-media";

  private static final Set<String> KINDS = Set.of("image", "document", "audio", "video");

  /** The types that WhatsApp shows as such; anything else goes as a document. */
  private static final Map<String, String> BY_EXTENSION =
      Map.ofEntries(
          Map.entry("jpg", "image/jpeg"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("png", "image/png"),
          Map.entry("mp3", "audio/mpeg"),
          Map.entry("m4a", "audio/mp4"),
          Map.entry("ogg", "audio/ogg"),
          Map.entry("mp4", "video/mp4"),
          Map.entry("pdf", "application/pdf"),
          Map.entry("txt", "text/plain"),
          Map.entry("csv", "text/csv"),
          Map.entry("doc", "application/msword"),
          Map.entry(
              "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
          Map.entry("xls", "application/vnd.ms-excel"),
          Map.entry("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
          Map.entry("zip", "application/zip"));

  private final WhatsAppTargets targets;

  WhatsAppMediaEffect(WhatsAppTargets targets) {
    this.targets = targets;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void emit(EffectCall call, Effects effects) {
    URI url = url(call.required("url"));
    String file = file(url);
    String type = type(call.text("mimetype"), file);
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("kind", kind(call.text("type"), type));
    payload.put("url", url.toString());
    payload.put("mimetype", type);
    String name = call.text("filename");
    payload.put("filename", name == null ? file : name);
    String caption = call.text("caption");
    if (caption != null) {
      payload.put("caption", caption);
    }
    payload.put("text", caption == null ? "[" + payload.get("filename") + "]" : caption);
    effects.add(
        OutgoingEffect.message(NAME, call, effects, targets.of(call, effects.event()), payload));
  }

  /** Whether the address leads into a private network is checked when the message goes out. */
  private static URI url(String written) {
    try {
      URI url = new URI(written);
      boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
      if (web && url.getHost() != null && url.getUserInfo() == null) {
        return url;
      }
    } catch (URISyntaxException e) {
      throw new UnprocessableException(noAddress(), e);
    }
    throw new UnprocessableException(noAddress());
  }

  private static String noAddress() {
    return "'url' não é um endereço http ou https sem usuário e senha, de onde o provedor possa buscar o arquivo";
  }

  private static String file(URI url) {
    String path = url.getPath() == null ? "" : url.getPath();
    String last = path.substring(path.lastIndexOf('/') + 1);
    return last.isBlank() ? "arquivo" : last;
  }

  private static String type(@Nullable String given, String file) {
    if (given != null) {
      return given.toLowerCase(Locale.ROOT);
    }
    String extension = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return BY_EXTENSION.getOrDefault(extension, "application/octet-stream");
  }

  private static String kind(@Nullable String given, String type) {
    if (given == null) {
      String family = type.split("/", 2)[0];
      return KINDS.contains(family) ? family : "document";
    }
    if (!KINDS.contains(given)) {
      throw new IllegalArgumentException("whatsapp-media's 'type' is one of " + KINDS);
    }
    return given;
  }
}
