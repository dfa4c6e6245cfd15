package dev.recado.chat.intent;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;

/**
 * The data about the company from {@code routes/intents/business.yaml}.
 *
 * <p>During a run of a flow it is the data with which the run began, otherwise the data of the
 * current files. It is not to be kept from one call to the next.
 */
public final class Business {

  private final Supplier<Company> company;

  Business(Supplier<Company> company) {
    this.company = company;
  }

  /**
   * Reads a file once and for all.
   *
   * @throws UnusableFileException if it cannot be read
   */
  static Business read(Resource file) {
    Company read = Company.read(file);
    return new Business(() -> read);
  }

  /**
   * Returns the name of the message template that begins a conversation about an area.
   *
   * @param area its name as in the file
   * @return the template's name; empty if the file names none
   */
  public Optional<String> opening(String area) {
    return company.get().opening(area);
  }

  /**
   * Returns the name of the company.
   *
   * @return the name that customers know
   */
  public String name() {
    return company.get().name();
  }

  /**
   * Finds the area that a text is about, by its name or a synonym. Case and accents do not matter.
   *
   * @param text any text, or null
   * @return the area's name as in the file; empty if there is none or more than one
   */
  public Optional<String> areaIn(@Nullable String text) {
    return company.get().areaIn(text);
  }

  /**
   * Reads the answer to a numbered list of the areas: {@code 2}, {@code a segunda}, {@code
   * financeiro}.
   *
   * @param text as the customer wrote it, or null
   * @return the area's name as in the file; empty if the answer is not clear
   */
  public Optional<String> areaAnswer(@Nullable String text) {
    return company.get().areaAnswer(text);
  }

  /**
   * Lists the areas.
   *
   * @return names in the order of the file
   */
  public List<String> areas() {
    return company.get().areas();
  }

  /**
   * Lists the facts by which leads are qualified.
   *
   * @return in the order of the file; empty if it has no {@code qualificacao}
   */
  public List<LeadQuestion> questions() {
    return company.get().questions();
  }

  /**
   * Returns the facts about the company that any customer may be told.
   *
   * @return values by their names in the file, without the areas and the questions for leads
   */
  public Map<String, String> facts() {
    return company.get().facts();
  }
}
