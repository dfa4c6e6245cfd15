package dev.recado.systems.rdstation;

import dev.recado.spine.flow.EventSource;
import java.util.Map;

/** The event types of RD Station. */
public final class RdStationTypes implements EventSource {

  /** A person converted on a page of RD Station. */
  public static final String CONVERSION = "rdstation.conversion";

  /** A person was marked as an opportunity in RD Station. */
  public static final String OPPORTUNITY = "rdstation.opportunity";

  @Override
  public Map<String, String> types() {
    return Map.of(
        CONVERSION, "A person converted on a page of RD Station.",
        OPPORTUNITY, "A person was marked as an opportunity in RD Station.");
  }
}
