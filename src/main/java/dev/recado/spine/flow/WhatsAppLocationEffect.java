package dev.recado.spine.flow;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code whatsapp-location}: a place on the map. */
final class WhatsAppLocationEffect implements EffectKind {

  static final String NAME = "whatsapp-location";

  private final WhatsAppTargets targets;

  WhatsAppLocationEffect(WhatsAppTargets targets) {
    this.targets = targets;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void emit(EffectCall call, Effects effects) {
    BigDecimal latitude = degrees(call, "latitude", 90);
    BigDecimal longitude = degrees(call, "longitude", 180);
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("latitude", latitude);
    payload.put("longitude", longitude);
    String title = call.text("title");
    String address = call.text("address");
    if (title != null) {
      payload.put("title", title);
    }
    if (address != null) {
      payload.put("address", address);
    }
    payload.put("text", text(latitude, longitude, title, address));
    effects.add(
        OutgoingEffect.message(NAME, call, effects, targets.of(call, effects.event()), payload));
  }

  /** What a provider without places sends, and what the chat shows. */
  private static String text(
      BigDecimal latitude,
      BigDecimal longitude,
      @org.jspecify.annotations.Nullable String title,
      @org.jspecify.annotations.Nullable String address) {
    StringBuilder text = new StringBuilder();
    if (title != null) {
      text.append(title).append('\n');
    }
    if (address != null) {
      text.append(address).append('\n');
    }
    return text.append("https://maps.google.com/?q=")
        .append(latitude.toPlainString())
        .append(',')
        .append(longitude.toPlainString())
        .toString();
  }

  private static BigDecimal degrees(EffectCall call, String option, int most) {
    String written = call.required(option);
    try {
      BigDecimal degrees = new BigDecimal(written);
      if (degrees.abs().compareTo(BigDecimal.valueOf(most)) <= 0 && degrees.scale() <= 15) {
        return degrees;
      }
    } catch (NumberFormatException e) {
      throw new UnprocessableException(complaint(option, most), e);
    }
    throw new UnprocessableException(complaint(option, most));
  }

  private static String complaint(String option, int most) {
    return "'%s' não são graus de -%d a %d, com ponto decimal".formatted(option, most, most);
  }
}
