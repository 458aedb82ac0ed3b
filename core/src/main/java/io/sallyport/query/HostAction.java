package io.sallyport.query;

import static java.util.Objects.requireNonNull;

import io.sallyport.arn.Arn;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Principal;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An action that a host adds to those of IAM or STS: {@link io.sallyport.SallyportBuilder#action}.
 * Its calls come signed as all others; then it is read, its caller is asked for the action's name,
 * such as {@code iam:PutQuota}, on what it is about, and only then it is done. Thread-safe.
 *
 * <p>An error of its own is an {@link io.sallyport.error.ActionException}, thrown while it is read
 * or done; any other {@link io.sallyport.error.IamException} is told too. What else it throws is
 * logged, and answered and noted as {@code ServiceUnavailable}: how much was done by then, only the
 * host knows.
 */
@FunctionalInterface
public interface HostAction {

  /**
   * Reads a call. Nothing is done yet: its caller may not be allowed to.
   *
   * @param caller who signed it
   * @throws io.sallyport.error.InvalidInputException if a parameter is wrong
   */
  Call read(Principal caller, Parameters parameters);

  /**
   * What a call is about, and what it does.
   *
   * @param resource on what its action is asked; one of another account than the caller's, only
   *     that account could allow. Of the service {@code iam} a policy can name only what AWS has
   *     there, such as {@code user/}: what is the host's own is of a service of its own, such as
   *     {@code arn:aws:store:::quota/photos}
   * @param conditions the condition keys of this call, such as {@code iam:ResourceTag/}; what is
   *     known of the request they can't change
   * @param work is run once it is allowed, and writes the result
   */
  record Call(Arn resource, RequestContext conditions, Consumer<Result> work) {
    public Call {
      requireNonNull(resource, "resource");
      requireNonNull(conditions, "conditions");
      requireNonNull(work, "work");
    }

    /** A call that no condition key tells of. */
    public static Call on(Arn resource, Consumer<Result> work) {
      return new Call(resource, RequestContext.empty(), work);
    }
  }

  /**
   * The parameters of a call. What was not asked for by name is refused before anything is done,
   * and each of the methods throws {@link io.sallyport.error.InvalidInputException}, naming the
   * parameter, if it is not of its form. Of one thread.
   */
  interface Parameters {

    /** A text that must be given, and not be empty. */
    String text(String name);

    /** A text, if it is given. */
    Optional<String> findText(String name);

    /** A whole number from 0 to 999,999,999, if it is given. */
    Optional<Integer> findNumber(String name);

    /** {@code true} or {@code false}, if it is given. */
    Optional<Boolean> findFlag(String name);

    /**
     * The members of a list of texts, {@code Name.member.1} and so on, in the order of their
     * numbers; none if it isn't given.
     */
    List<String> texts(String list);
  }

  /**
   * The content of the result's element, in XML. Of one thread. Names are 1 to 128 letters and
   * digits, a letter first; another is an {@link IllegalArgumentException}.
   */
  interface Result {

    /** An element with a text. */
    Result element(String name, String text);

    /** An element with others. */
    Result structure(String name, Consumer<Result> content);

    /** A list, of which each member is a text. */
    default Result texts(String name, List<String> members) {
      return structure(name, list -> members.forEach(member -> list.element("member", member)));
    }
  }
}
