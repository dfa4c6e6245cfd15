package dev.recado.sales.seller;

import dev.recado.chat.intent.Business;
import dev.recado.chat.intent.PlainText;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The areas of leads: those of the company, and the fallback area. */
final class Areas {

  private final Business business;
  private final String fallback;

  Areas(Business business, String fallback) {
    this.business = business;
    this.fallback = fallback;
  }

  String fallback() {
    return business.areas().stream()
        .filter(area -> same(area, fallback))
        .findFirst()
        .orElse(fallback);
  }

  List<String> names() {
    return Stream.concat(business.areas().stream(), Stream.of(fallback())).distinct().toList();
  }

  /** The area of this name, in any case and with or without accents. */
  Optional<String> named(String name) {
    return names().stream().filter(area -> same(area, name)).findFirst();
  }

  /** The area that a form, a CRM or a customer names, also by a synonym. */
  Optional<String> meant(@Nullable String text) {
    return text == null ? Optional.empty() : named(text).or(() -> business.areaIn(text));
  }

  private static boolean same(String one, String other) {
    return PlainText.fold(one).equals(PlainText.fold(other));
  }
}
