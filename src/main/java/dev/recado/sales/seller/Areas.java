package dev.recado.sales.seller;

import dev.recado.chat.intent.Business;
import dev.recado.chat.intent.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The areas of leads: those of the company, and the fallback area. */
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

  /** The area of this name, in any case and with or without accents. */
  Optional<String> named(String name) {
    return names.stream().filter(area -> same(area, name)).findFirst();
  }

  /** The area that a form, a CRM or a customer names, also by a synonym. */
  Optional<String> meant(@Nullable String text) {
    return text == null ? Optional.empty() : named(text).or(() -> business.areaIn(text));
  }

  private static boolean same(String one, String other) {
    return PlainText.fold(one).equals(PlainText.fold(other));
  }
}
