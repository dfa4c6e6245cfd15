package dev.recado.sales.seller;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sellers, and which of them has which conversation. */
public interface Sellers {

  /**
   * Lists all sellers.
   *
   * @return by name, also who is not active
   */
  List<Seller> all();

  /**
   * Finds a seller.
   *
   * @param id the hub's own
   */
  Optional<Seller> byId(long id);

  /**
   * Finds a seller by his own WhatsApp.
   *
   * @param phone in any form; both forms of a Brazilian number are one
   */
  Optional<Seller> byPhone(String phone);

  /**
   * Finds a seller that a CRM lists.
   *
   * @param origin for example {@code kommo}
   * @param externalId his id there
   */
  Optional<Seller> byExternalId(String origin, String externalId);

  /**
   * Tells whose a conversation is.
   *
   * @param conversation its key, see {@link dev.recado.spine.outbox.Contacts#conversation}
   * @return its seller, also one who is not active any more; empty where none was ever chosen
   */
  Optional<Seller> of(String conversation);

  /**
   * Gives a conversation a seller of an area, in the caller's transaction or one of its own.
   *
   * <p>Who has the conversation keeps it while he is active and sells in that area, was given it
   * for that very area, or had it moved to him; also a closed one comes back to him and is open
   * again. Else, of the active sellers of the area, the one with the fewest open leads in it, and
   * among equals the one who has waited longest; where the area has none, those of the fallback
   * area, and where that has none either, everybody who is active.
   *
   * <p>Safe when two hubs assign at once: whoever gives a lead holds an advisory lock until his
   * transaction ends. Rows that others change while they hold it are to be touched after this call,
   * not before.
   *
   * @param conversation its key
   * @param area a name or synonym of {@code business.yaml} whatever its case and accents, or null
   *     where it is not known
   * @return who has it now
   */
  Assignment assign(String conversation, @Nullable String area);

  /**
   * Gives a conversation the seller whom a person has chosen in the CRM, else one as {@link
   * #assign(String, String)} does; in the caller's transaction or one of its own.
   *
   * @param conversation its key
   * @param area as with the other
   * @param chosen his id in the CRM that lists him, or null where nobody was chosen; of no effect
   *     where he is no active seller here
   * @return who has it now
   */
  Assignment assign(String conversation, @Nullable String area, @Nullable String chosen);

  /**
   * What an assignment came to.
   *
   * @param seller who has it now, or null where nobody is active
   * @param kept whether it was his before
   * @param fallback whether others than those of the area had to do: it is not known, does not
   *     exist or has nobody
   * @param reason in Portuguese, for the person who can act, where there is no seller, or where an
   *     area was told that does not exist or has nobody; null where all went as wished, and where
   *     no area was told: that is what the fallback area is for
   */
  record Assignment(
      @Nullable Seller seller, boolean kept, boolean fallback, @Nullable String reason) {}

  /**
   * Moves a conversation to a seller because a person decided so, in the caller's transaction or
   * one of its own; it stays his whatever the area, until he is not active any more.
   *
   * @param conversation its key
   * @param seller his id, also of one who is given no leads
   * @param why for the record
   * @throws dev.recado.spine.flow.UnprocessableException where there is no such seller
   */
  void move(String conversation, long seller, String why);

  /**
   * Ends a conversation's lead: won, lost or gone; it is no load of its seller any more, who stays
   * the one it belongs to.
   *
   * @param conversation its key
   */
  void close(String conversation);
}
