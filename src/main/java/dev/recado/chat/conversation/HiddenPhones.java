package dev.recado.chat.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Asks for the phone behind a hidden identity before the hub answers its turn. */
public final class HiddenPhones {

  private final JdbcClient jdbc;
  private final Identities identities;
  private final List<PhoneResolver> resolvers;
  private final TransactionTemplate transaction;

  HiddenPhones(
      JdbcClient jdbc,
      Identities identities,
      List<PhoneResolver> resolvers,
      TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.identities = identities;
    this.resolvers = resolvers;
    this.transaction = transaction;
  }

  /** An identity of a conversation whose phone is unknown. */
  private record HiddenIdentity(String channel, String externalId) {}

  /** The conversation's key. It is a new one if the phone was found just now. */
  public String reveal(String formerKey, Instant at) {
    String conversation = identities.now(formerKey);
    Optional<HiddenIdentity> hidden = hiddenIdentity(conversation);
    return hidden
        .flatMap(identity -> phone(identity.externalId()))
        .map(phone -> merged(hidden.get(), phone, conversation, at))
        .orElse(conversation);
  }

  private Optional<HiddenIdentity> hiddenIdentity(String conversation) {
    return jdbc.sql(
            """
            select i.channel, i.external_id from identity i join conversation c on c.key = i.conversation
             where c.key = ? and c.phone is null and i.external_id like '%@lid' limit 1
            """)
        .param(conversation)
        .query((row, n) -> new HiddenIdentity(row.getString(1), row.getString(2)))
        .optional();
  }

  private Optional<String> phone(String externalId) {
    return resolvers.stream()
        .map(resolver -> resolver.phoneOf(externalId))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private String merged(HiddenIdentity hidden, String phone, String conversation, Instant at) {
    String key =
        transaction.execute(
            status ->
                identities.resolved(
                    hidden.channel(), hidden.externalId(), phone, conversation, at));
    return key == null ? conversation : key;
  }
}
