package dev.recado.sales.seller;

import dev.recado.chat.intent.Business;
import dev.recado.chat.intent.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The areas that can be sold: those of the company, and the one for everything else. */
final class Areas {

  private final Business business;
  private final String fallback;
  private final List<String> names;

  Areas(Business business, String fallback) {
    this.business = business;
    this.fallback =
        business.areas().stream().filter(area -> same(area, fallback)).findFirst().orElse(fallback);
    List<String> all = new ArrayList<>(business.areas());
    if (!all.contains(this.fallback)) {
      all.add(this.fallback);
    }
    this.names = List.copyOf(all);
  }

  String fallback() {
    return fallback;
  }

  List<String> names() {
    return names;
  }

  /** The area of this name, whatever its case and accents. */
  Optional<String> named(String name) {
    return names.stream().filter(area -> same(area, name)).findFirst();
  }

  /** The area that a form, a CRM or a customer means, by its name or by what it is also called. */
  Optional<String> meant(@Nullable String text) {
    return text == null ? Optional.empty() : named(text).or(() -> business.areaIn(text));
  }

  private static boolean same(String one, String other) {
    return PlainText.fold(one).equals(PlainText.fold(other));
  }
}
