package dev.recado.sales.seller;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sellers and their conversations. */
public interface Sellers {

  /**
   * Lists all sellers.
   *
   * @return by name, also the inactive ones
   */
  List<Seller> all();

  /**
   * Finds a seller.
   *
   * @param id the hub's own id
   */
  Optional<Seller> byId(long id);

  /**
   * Finds a seller by the seller's own WhatsApp number.
   *
   * @param phone the phone in any form; both forms of a Brazilian number are the same
   */
  Optional<Seller> byPhone(String phone);

  /**
   * Finds a seller that a CRM lists.
   *
   * @param origin for example {@code kommo}
   * @param externalId the seller's id there
   */
  Optional<Seller> byExternalId(String origin, String externalId);

  /**
   * Gives the seller of a conversation.
   *
   * @param conversation the conversation's key, see {@link
   *     dev.recado.spine.outbox.Contacts#conversation}
   * @return the seller, also an inactive one; empty if the conversation never had one
   */
  Optional<Seller> of(String conversation);

  /**
   * Gives a conversation a seller of an area, in the caller's transaction or one of its own.
   *
   * <p>An active seller keeps the conversation if no area is given, or if the seller has that area,
   * got the conversation for that very area, or got it by a move. A closed conversation returns to
   * its seller too, and is open again. Otherwise the active seller of the area with the fewest open
   * leads in it gets the conversation; among equals, the one with the longest wait. An area without
   * sellers uses those of the fallback area. If that has none either, all active sellers take
   * turns.
   *
   * <p>Concurrent assignments are safe: each holds an advisory lock until its transaction ends.
   * Touch rows that other holders of the lock change after this call, not before.
   *
   * @param conversation the conversation's key
   * @param area a name or synonym of {@code business.yaml}, in any case and with or without
   *     accents, or null if unknown
   * @return the seller of the conversation now
   */
  Assignment assign(String conversation, @Nullable String area);

  /**
   * Gives a conversation the seller that a person chose in the CRM, in the caller's transaction or
   * one of its own. Without a choice, does the same as {@link #assign(String, String)}.
   *
   * @param conversation the conversation's key
   * @param area as in the other method
   * @param chosen the seller's id in the CRM, or null if nobody was chosen; ignored if it is no
   *     active seller here
   * @return the seller of the conversation now
   */
  Assignment assign(String conversation, @Nullable String area, @Nullable String chosen);

  /**
   * The result of an assignment.
   *
   * @param seller the seller of the conversation, or null if no seller is active
   * @param kept whether the conversation was this seller's before
   * @param fallback whether sellers of another area had to help: the area is unknown, does not
   *     exist or has no seller
   * @param reason the reason in Portuguese for an operator: there is no seller, or the given area
   *     does not exist or has no seller. Null in all other cases, also without an area: the
   *     fallback area is meant for that
   */
  record Assignment(
      @Nullable Seller seller, boolean kept, boolean fallback, @Nullable String reason) {}

  /**
   * Moves a conversation to a seller by a person's decision, in the caller's transaction or one of
   * its own. The seller keeps it in every area while active.
   *
   * @param conversation the conversation's key
   * @param seller the seller's id, also of a seller that gets no leads
   * @param why the reason for the record
   * @throws dev.recado.spine.flow.UnprocessableException if there is no such seller
   */
  void move(String conversation, long seller, String why);

  /**
   * Ends a conversation's lead: won, lost or deleted. It no longer counts as load, but still
   * belongs to its seller.
   *
   * @param conversation the conversation's key
   */
  void close(String conversation);
}
