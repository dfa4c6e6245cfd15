package dev.recado.systems.form;

import dev.recado.ground.process.StartupProblem;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the forms.
 *
 * @param answer the HTTP status for an accepted form ({@code FORM_ANSWER}): 200, or 202 as for all
 *     other webhooks. Elementor shows its visitor an error for anything but 200
 * @param origins of the sites whose pages may post from a browser ({@code FORM_ORIGINS}), such as
 *     {@code https://www.example.com}; {@code *} for all; empty for none
 */
@ConfigurationProperties("recado.form")
record FormSettings(@DefaultValue("200") int answer, @DefaultValue List<String> origins) {

  /** As browsers write it: scheme, host, and a port that is not the default. */
  private static final Pattern ORIGIN =
      Pattern.compile(
          "\\*|https?://([\\w.-]+|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);

  /** Brings the origins into the form that browsers send. */
  FormSettings {
    if (answer != 200 && answer != 202) {
      throw new StartupProblem(
          "FORM_ANSWER is neither 200 nor 202.", "Set it to 200 or 202, or leave it out.");
    }
    origins =
        origins.stream()
            .map(origin -> origin.strip().replaceFirst("/+$", ""))
            .filter(origin -> !origin.isEmpty())
            .toList();
    if (!origins.stream().allMatch(origin -> ORIGIN.matcher(origin).matches())) {
      throw new StartupProblem(
          "FORM_ORIGINS holds something that is not an origin.",
          "Write https:// and the host of each site, without a path, such as"
              + " https://www.example.com; commas between several; * for all.");
    }
  }

  boolean allows(String origin) {
    return origins.contains("*") || origins.stream().anyMatch(origin::equalsIgnoreCase);
  }
}
