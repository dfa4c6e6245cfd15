package dev.recado.systems.rdstation;

import dev.recado.spine.flow.EventSource;
import java.util.Map;

/** The types of events that RD Station tells of. */
public final class RdStationTypes implements EventSource {

  /** Somebody converted on a page of RD Station. */
  public static final String CONVERSION = "rdstation.conversion";

  /** Somebody was marked as an opportunity in RD Station. */
  public static final String OPPORTUNITY = "rdstation.opportunity";

  @Override
  public Map<String, String> types() {
    return Map.of(
        CONVERSION, "Somebody converted on a page of RD Station.",
        OPPORTUNITY, "Somebody was marked as an opportunity in RD Station.");
  }
}
