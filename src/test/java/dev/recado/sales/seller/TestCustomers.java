package dev.recado.sales.seller;

import dev.recado.chat.conversation.ConversationIds;
import dev.recado.chat.conversation.Identities;
import dev.recado.sales.crm.CrmPeople;
import dev.recado.spine.outbox.Customers;

/** Finds customers as the hub does, for tests of other packages. */
public final class TestCustomers {

  private TestCustomers() {}

  public static Customers of(
      Identities identities, CrmPeople people, LeadOwner owner, ConversationIds ids) {
    return new KnownCustomers(identities, people, owner, ids);
  }
}
