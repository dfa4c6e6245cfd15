package dev.recado.sales.seller;

import dev.recado.chat.conversation.ConversationIds;
import dev.recado.chat.conversation.Identities;
import dev.recado.sales.crm.CrmPeople;
import dev.recado.spine.outbox.Customers;

/** Customers as the hub finds them, for tests of other rooms. */
public final class TestCustomers {

  private TestCustomers() {}

  public static Customers of(
      Identities identities, CrmPeople people, LeadOwner owner, ConversationIds ids) {
    return new KnownCustomers(identities, people, owner, ids);
  }
}
