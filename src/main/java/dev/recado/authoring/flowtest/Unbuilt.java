package dev.recado.authoring.flowtest;

import dev.recado.spine.camel.RouteFiles;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says why the flow of a test cannot be built, without what Camel shows of its insides. */
final class Unbuilt {

  private static final Pattern SETTING = Pattern.compile("Property with key \\[([^]]+)] not found");
  private static final Pattern KAMELET =
      Pattern.compile("classpath:kamelets/([^\\s/]+)\\.kamelet\\.yaml");

  /** Camel puts each cause behind one of these, the last one at the end. */
  private static final Pattern CAUSE = Pattern.compile(".* (?:due to|because): ", Pattern.DOTALL);

  private static final String KAMELETS = "kamelets/";
  private static final String KAMELET_FILE = ".kamelet.yaml";

  private final Set<String> told = new HashSet<>();

  /**
   * Makes the sentence for a case. The same reason is given once.
   *
   * @param flow the flow's file
   * @param why what Camel says
   * @param files to find the Kamelet that may be meant
   */
  String sentence(String flow, String why, RouteFiles files) {
    String begin = "routes/" + flow + " cannot be built";
    return told.add(why) ? begin + ": " + plain(why, files) : begin + ", as above";
  }

  private static String plain(String why, RouteFiles files) {
    Matcher setting = SETTING.matcher(why);
    if (setting.find()) {
      return "the setting %s is not set: add it to given.settings".formatted(setting.group(1));
    }
    Matcher kamelet = KAMELET.matcher(why);
    if (kamelet.find()) {
      return "there is no Kamelet '%s'%s"
          .formatted(kamelet.group(1), Known.nearest(kamelet.group(1), kamelets(files)));
    }
    Matcher cause = CAUSE.matcher(why);
    return cause.lookingAt() ? why.substring(cause.end()) : why;
  }

  private static Set<String> kamelets(RouteFiles files) {
    return files.names(KAMELETS + "*" + KAMELET_FILE).stream()
        .map(name -> name.substring(KAMELETS.length(), name.length() - KAMELET_FILE.length()))
        .collect(Collectors.toSet());
  }
}
