package dev.recado.systems.rdstation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads from the legal bases of the LGPD whether a person may be contacted. */
final class Consent {

  static final String GRANTED = "granted";
  static final String DENIED = "denied";

  private Consent() {}

  /**
   * Sums up the legal bases.
   *
   * @return {@code granted} or {@code denied}, or null if none is about communications; the
   *     person's own consent counts before any other base
   */
  static @Nullable String of(JsonNode bases) {
    List<String> own = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (JsonNode base : bases) {
      String status = Fields.text(base, "/status");
      if (status != null && "communications".equals(Fields.text(base, "/category"))) {
        ("consent".equals(Fields.text(base, "/type")) ? own : others).add(status);
      }
    }
    List<String> counts = own.isEmpty() ? others : own;
    if (counts.isEmpty()) {
      return null;
    }
    return counts.contains(GRANTED) ? GRANTED : DENIED;
  }
}
