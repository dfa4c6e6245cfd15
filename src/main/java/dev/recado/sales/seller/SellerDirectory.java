package dev.recado.sales.seller;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An external system that knows the sellers. Each configured system has one bean. */
public interface SellerDirectory {

  /**
   * Gives the system's name, in the form of {@link Seller#origin()}.
   *
   * @return for example {@code kommo}
   */
  String origin();

  /**
   * Lists all users of the system.
   *
   * @return all of them, also the inactive ones
   * @throws dev.recado.spine.flow.TryLaterException if it does not answer
   * @throws dev.recado.spine.flow.UnprocessableException if it refuses
   */
  List<Listed> list();

  /**
   * A seller in the external system.
   *
   * @param externalId the id there
   * @param name the name there
   * @param email the e-mail address, or null
   * @param active whether the seller may sign in there
   * @param sells false for a user that is no seller there, such as the user of an integration; such
   *     a user gets leads only if an operator says so
   */
  record Listed(
      String externalId, String name, @Nullable String email, boolean active, boolean sells) {}
}
