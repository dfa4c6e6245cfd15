package dev.recado.sales.proactive;

import dev.recado.ground.phone.PhoneReading;
import dev.recado.ground.phone.Phones;
import dev.recado.sales.seller.Seller;
import dev.recado.spine.flow.UnprocessableException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The conversations that the hub begins; with each contact one of them runs at a time. */
public interface ProactiveConversations {

  /**
   * Begins a conversation, in the caller's transaction or one of its own; where one runs with this
   * contact already, notes the repeat and nothing else. Safe when two ask at once.
   *
   * <p>A begun one has its seller, is an event {@code conversation.started}, and what was told is
   * kept for the dialogue that follows.
   *
   * @param request who asked for it, and how
   * @return what came of it
   */
  Outcome start(Request request);

  /**
   * Who is to be written to, and why.
   *
   * @param phone in any form; kept as international digits
   * @param name or null
   * @param email or null
   * @param area in whatever words, or null; see {@code routes/intents/business.yaml}
   * @param trigger {@code formulario}, {@code rdstation}, {@code oportunidade}, {@code site},
   *     {@code download}, {@code agendamento}, {@code kommo} or {@code api}
   * @param message what the contact wrote, or null
   * @param origin where it comes from, such as a page or a campaign, or null
   * @param lead its id in the CRM, or null
   * @param contact its id in the CRM, or null
   * @param chosen the id, in the CRM, of who was chosen by a person to answer for the lead, or null
   */
  record Request(
      String phone,
      @Nullable String name,
      @Nullable String email,
      @Nullable String area,
      String trigger,
      @Nullable String message,
      @Nullable String origin,
      @Nullable String lead,
      @Nullable String contact,
      @Nullable String chosen) {

    private static final int LONGEST = 2000;
    private static final int SHORT = 200;

    /** Makes one for which nobody was chosen; see the other one. */
    public Request(
        String phone,
        @Nullable String name,
        @Nullable String email,
        @Nullable String area,
        String trigger,
        @Nullable String message,
        @Nullable String origin,
        @Nullable String lead,
        @Nullable String contact) {
      this(phone, name, email, area, trigger, message, origin, lead, contact, null);
    }

    /**
     * Gives the same with what a CRM knows of it.
     *
     * @param user the id, in the CRM, of who was chosen by a person, or null
     */
    public Request chosen(@Nullable String user) {
      return new Request(phone, name, email, area, trigger, message, origin, lead, contact, user);
    }

    /**
     * Takes the texts as they can be kept.
     *
     * @throws UnprocessableException where the phone is none
     */
    public Request {
      PhoneReading reading = Phones.read(phone);
      phone = reading.digits().orElseThrow(() -> new UnprocessableException(reading.complaint()));
      name = cut(name, SHORT);
      email = cut(email, SHORT);
      area = cut(area, SHORT);
      String told = cut(trigger, SHORT);
      trigger = told == null ? "api" : told;
      message = cut(message, LONGEST);
      origin = cut(origin, SHORT);
      lead = cut(lead, SHORT);
      contact = cut(contact, SHORT);
      chosen = cut(chosen, SHORT);
    }

    /** PostgreSQL has no NUL in texts. */
    private static @Nullable String cut(@Nullable String text, int most) {
      String kept = text == null ? "" : text.replace("\u0000", "").strip();
      if (kept.isEmpty()) {
        return null;
      }
      return kept.length() <= most ? kept : kept.substring(0, most);
    }
  }

  /** Whether a conversation was begun. */
  enum Status {
    /** It was. */
    STARTED,
    /** One with this contact runs already. */
    ALREADY_RUNNING;

    /**
     * Writes it as callers of the API know it.
     *
     * @return {@code started} or {@code already_running}
     */
    public String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * What came of a request.
   *
   * @param id of the conversation that runs now
   * @param status whether this request began it
   * @param seller who has it, or null where nobody is active
   * @param area as written in {@code business.yaml}, or null where none is known
   * @param reason in Portuguese, what a person should look at, or null
   */
  record Outcome(
      UUID id,
      Status status,
      @Nullable Seller seller,
      @Nullable String area,
      @Nullable String reason) {}

  /**
   * Finds the conversation that runs with a contact.
   *
   * @param conversation its key, see {@link dev.recado.spine.outbox.Contacts#conversation}
   */
  Optional<ProactiveConversation> running(String conversation);

  /**
   * Finds a conversation that the hub began.
   *
   * @param id its id
   */
  Optional<ProactiveConversation> byId(UUID id);

  /**
   * Finds what the hub began last in each of some conversations, be it ended or not.
   *
   * @param conversations their keys
   * @return nothing for those that the customer began
   */
  List<ProactiveConversation> lastOf(List<String> conversations);

  /**
   * Tells since when a word keeps a conversation alive.
   *
   * @return now, less {@code recado.opening.idle}
   */
  Instant aliveSince();

  /**
   * Counts all of them.
   *
   * @return since the first one
   */
  Counts counts();

  /**
   * How many there were.
   *
   * @param started conversations that were begun
   * @param running how many of them run
   * @param repeats requests for a contact with whom one ran already
   */
  record Counts(long started, long running, long repeats) {}

  /**
   * Ends what runs, so that it can be begun anew; what was said stays.
   *
   * @param conversation its key, or empty for all
   * @param reason in Portuguese
   * @return how many ended
   */
  int end(Optional<String> conversation, String reason);

  /**
   * Ends the conversation about a lead that is won, lost or gone.
   *
   * @param lead its id in the CRM
   * @param reason in Portuguese
   * @return how many ended
   */
  int endLead(String lead, String reason);
}
