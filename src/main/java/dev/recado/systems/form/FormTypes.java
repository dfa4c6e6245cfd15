package dev.recado.systems.form;

import dev.recado.spine.flow.EventSource;
import java.util.Map;

/** The types of events that forms of sites tell of. */
public final class FormTypes implements EventSource {

  /** Somebody filled in a form of a site. */
  public static final String SUBMITTED = "form.submitted";

  @Override
  public Map<String, String> types() {
    return Map.of(SUBMITTED, "Somebody filled in a form of a site.");
  }
}
