package dev.recado.ground.phone;

import java.util.List;
import java.util.Optional;

/**
 * The result of reading a text that should hold a phone number.
 *
 * @param written the text as it came, blank if there was none
 * @param numbers international digits, the number to write to first; empty if no number can be read
 * @param reason why no number can be read; meaningless if one can
 */
public record PhoneReading(String written, List<String> numbers, Unreadable reason) {

  private static final int LONGEST = 60;

  /** Copies the numbers. */
  public PhoneReading {
    numbers = List.copyOf(numbers);
  }

  /**
   * Gives the number to write to.
   *
   * @return international digits such as {@code 5511987654321}, or empty if no number can be read
   */
  public Optional<String> digits() {
    return numbers.stream().findFirst();
  }

  /**
   * Tells an operator why there is no number. It shows only the last digits.
   *
   * @return for example {@code '*****-**17' não é um número de telefone: está sem DDD}
   */
  public String complaint() {
    String shown = written.length() > LONGEST ? written.substring(0, LONGEST) + "…" : written;
    return "'" + Phones.hide(shown) + "' não é um número de telefone: " + reason.words();
  }

  /** Leaves the number out, because the default text of a record would show it in logs. */
  @Override
  public String toString() {
    return "PhoneReading[" + numbers.size() + " numbers, else " + reason + "]";
  }
}
