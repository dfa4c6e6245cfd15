package dev.recado.ground.phone;

import java.util.List;
import java.util.Optional;

/**
 * What was found in a text that should hold a phone number.
 *
 * @param written as it came, blank where there was nothing
 * @param numbers international digits, the one to write to first; empty where none can be read
 * @param reason why none can be read; meaningless where one can
 */
public record PhoneReading(String written, List<String> numbers, Unreadable reason) {

  private static final int LONGEST = 60;

  /** Takes a copy. */
  public PhoneReading {
    numbers = List.copyOf(numbers);
  }

  /**
   * Gives the number to write to.
   *
   * @return international digits such as {@code 5511987654321}, or empty where none can be read
   */
  public Optional<String> digits() {
    return numbers.stream().findFirst();
  }

  /**
   * Says to an operator why there is no number, and shows no more of it than its last digits.
   *
   * @return for example {@code '*****-**17' não é um número de telefone: está sem DDD}
   */
  public String complaint() {
    String shown = written.length() > LONGEST ? written.substring(0, LONGEST) + "…" : written;
    return "'" + Phones.hide(shown) + "' não é um número de telefone: " + reason.words();
  }

  /** Without the number: a record's own text would show it in logs. */
  @Override
  public String toString() {
    return "PhoneReading[" + numbers.size() + " numbers, else " + reason + "]";
  }
}
