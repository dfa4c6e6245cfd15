package dev.recado.systems.form;

import dev.recado.spine.flow.EventSource;
import java.util.Map;

/** The event types of site forms. */
public final class FormTypes implements EventSource {

  /** A visitor filled in a form of a site. */
  public static final String SUBMITTED = "form.submitted";

  @Override
  public Map<String, String> types() {
    return Map.of(SUBMITTED, "A visitor filled in a form of a site.");
  }
}
