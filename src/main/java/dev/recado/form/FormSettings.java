package dev.recado.form;

import dev.recado.startup.StartupProblem;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the forms.
 *
 * @param answer the HTTP status of a form that was taken ({@code FORM_ANSWER}): 200, or 202 as all
 *     other webhooks have it. Elementor shows its visitor an error for anything but 200
 * @param origins of the sites whose pages may post from a browser ({@code FORM_ORIGINS}), such as
 *     {@code https://www.example.com}; {@code *} for all; empty for none
 */
@ConfigurationProperties("recado.form")
record FormSettings(@DefaultValue("200") int answer, @DefaultValue List<String> origins) {

  /** Takes the origins as browsers write them. */
  FormSettings {
    if (answer != 200 && answer != 202) {
      throw new StartupProblem(
          "FORM_ANSWER is " + answer + ", and a form that was taken is answered 200 or 202",
          "Set it to 200 or 202, or leave it out.");
    }
    origins =
        origins.stream()
            .map(origin -> origin.strip().replaceFirst("/+$", ""))
            .filter(origin -> !origin.isEmpty())
            .toList();
  }

  boolean allows(String origin) {
    return origins.contains("*") || origins.stream().anyMatch(origin::equalsIgnoreCase);
  }
}
