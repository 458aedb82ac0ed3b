package io.sallyport.gate;

import static java.util.Objects.requireNonNull;

import io.sallyport.arn.Arn;
import io.sallyport.bucket.AccessControlList;
import io.sallyport.bucket.Bucket;
import io.sallyport.bucket.BucketDirectory;
import io.sallyport.credential.AccessKeyId;
import io.sallyport.error.UnavailableException;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.ProviderUrl;
import io.sallyport.identity.Tags;
import io.sallyport.identity.UserName;
import io.sallyport.principal.KeyHolder;
import io.sallyport.principal.Principal;
import io.sallyport.principal.PrincipalDirectory;
import io.sallyport.s3.ObjectVersion;
import io.sallyport.sts.MfaVerifier;
import io.sallyport.sts.UnnamedRoles;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The host's own code, where a request asks it. What it throws, whatever that is, and null say that
 * it couldn't be asked: the request is refused so, the log says why, and no client reads a word of
 * it. Errors of this library are no exception: a host that makes a name of what can be none throws
 * one, and its caller did nothing wrong. Thread-safe if what is asked is.
 */
public final class HostCode {
  private HostCode() {}

  /** A directory of users that may be the host's. */
  public static PrincipalDirectory principals(PrincipalDirectory host) {
    return new Principals(host);
  }

  /** The host's buckets. */
  static BucketDirectory buckets(BucketDirectory host) {
    return new Buckets(host);
  }

  /** What verifies second factors. */
  static MfaVerifier secondFactors(MfaVerifier host) {
    return (caller, code) -> asked("MfaVerifier.verify", () -> host.verify(caller, code));
  }

  /** What tells which role is meant. */
  public static UnnamedRoles roles(UnnamedRoles host) {
    return new Roles(host);
  }

  private static <T> T asked(String what, Supplier<T> question) {
    try {
      return requireNonNull(question.get(), "null was answered");
    } catch (UnavailableException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      throw Refusals.unavailable("The host's " + what + " failed.", e);
    }
  }

  private record Principals(PrincipalDirectory host) implements PrincipalDirectory {
    @Override
    public Optional<KeyHolder> find(AccessKeyId id) {
      return asked("PrincipalDirectory.find", () -> host.find(id));
    }

    @Override
    public Optional<Principal.User> find(AccountId account, UserName name) {
      return asked("PrincipalDirectory.find", () -> host.find(account, name));
    }

    @Override
    public Known user(AccountId account, Arn arn) {
      return asked("PrincipalDirectory.user", () -> host.user(account, arn));
    }

    @Override
    public boolean hasRootUser(AccountId account) {
      return asked("PrincipalDirectory.hasRootUser", () -> host.hasRootUser(account));
    }
  }

  private record Buckets(BucketDirectory host) implements BucketDirectory {
    @Override
    public Optional<Bucket> find(String name) {
      return asked("BucketDirectory.find", () -> host.find(name));
    }

    @Override
    public Tags objectTags(ObjectVersion object) {
      return asked("BucketDirectory.objectTags", () -> host.objectTags(object));
    }

    @Override
    public Optional<AccessControlList> objectAcl(ObjectVersion object) {
      return asked("BucketDirectory.objectAcl", () -> host.objectAcl(object));
    }

    @Override
    public Optional<AccountId> objectOwner(ObjectVersion object) {
      return asked("BucketDirectory.objectOwner", () -> host.objectOwner(object));
    }
  }

  private record Roles(UnnamedRoles host) implements UnnamedRoles {
    @Override
    public Optional<Arn> ofCaller(Principal caller) {
      return asked("UnnamedRoles.ofCaller", () -> host.ofCaller(caller));
    }

    @Override
    public Optional<Arn> ofProvider(ProviderUrl claimed) {
      return asked("UnnamedRoles.ofProvider", () -> host.ofProvider(claimed));
    }
  }
}
