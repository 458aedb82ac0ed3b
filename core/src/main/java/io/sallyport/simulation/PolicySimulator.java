package io.sallyport.simulation;

import io.sallyport.arn.Arn;
import io.sallyport.identity.Listing;
import io.sallyport.identity.PageRequest;
import java.util.List;

/**
 * Tells what policies would decide of requests that nobody made: the evaluator itself, over the
 * policies that are given or those that an entity of the account has. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_testing-policies.html">AWS's
 *     policy simulator</a>
 */
public interface PolicySimulator {

  /**
   * What the given policies say, of each action on each resource. A page may be shorter than asked
   * for: its work is bounded.
   *
   * @throws io.sallyport.error.InvalidInputException if a policy is none, or can't be evaluated
   */
  Listing<SimulationResult> simulateCustom(SimulationRequest request, PageRequest page);

  /**
   * What the policies that a user or a role has say, and those that are given besides.
   *
   * @throws io.sallyport.error.NoSuchEntityException if there is no such user or role
   * @throws io.sallyport.error.InvalidInputException if a policy is none, or can't be evaluated
   */
  Listing<SimulationResult> simulatePrincipal(
      Arn source, SimulationRequest request, PageRequest page);

  /** The condition keys that policies ask for, in order. */
  List<String> contextKeysOfCustom(List<String> policies);

  /**
   * The condition keys that the policies of a user or a role ask for, and those that are given.
   *
   * @throws io.sallyport.error.NoSuchEntityException if there is no such user or role
   */
  List<String> contextKeysOfPrincipal(Arn source, List<String> policies);
}
