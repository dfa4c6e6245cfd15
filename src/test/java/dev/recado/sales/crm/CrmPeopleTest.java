package dev.recado.sales.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.recado.chat.conversation.Identities;
import dev.recado.sales.crm.CrmLinks.Link;
import dev.recado.sales.crm.CrmLookup.Found;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Records that are older than the hub. */
class CrmPeopleTest {

  private static final String PHONE = "5521976540001";
  private static final String MARIA = "whatsapp:552176540001";

  private final CrmLinks links = mock(CrmLinks.class);
  private final CrmLookup crm = mock(CrmLookup.class);
  private final CrmPeople people = new CrmPeople(links, mock(Identities.class), List.of(crm));

  private static Found lead(boolean open, @Nullable String phone) {
    return new Found("kommo", "28", open, "93", phone, "Maria Silva", "11");
  }

  @Test
  void anOlderOpenLeadIsLinkedToTheCustomersConversation() {
    assertThat(people.meet(lead(true, PHONE))).contains(PHONE);
    verify(links).learn(MARIA, "93", "28");
  }

  @Test
  void anOpenLeadThatTheHubAlreadyHasStays() {
    when(links.of(MARIA)).thenReturn(Optional.of(new Link(MARIA, "93", "27")));
    people.meet(lead(true, PHONE));
    verify(links).learn(MARIA, "93", null);
  }

  @Test
  void aClosedLeadIsNotLinkedAsTheOpenOne() {
    people.meet(lead(false, PHONE));
    verify(links).learn(MARIA, "93", null);
  }

  @Test
  void aPersonWithoutAPhoneGetsNoConversation() {
    assertThat(people.meet(lead(true, null))).isEmpty();
    verify(links, never()).learn(any(), any(), any());
  }

  @Test
  void aCrmThatIsNotConfiguredIsNotAsked() {
    when(crm.lead("28")).thenReturn(Optional.of(lead(true, PHONE)));
    assertThat(people.lead("28")).isEmpty();
    when(crm.configured()).thenReturn(true);
    assertThat(people.lead("28")).isPresent();
  }
}
