package io.sallyport.group;

import io.sallyport.identity.EntityPath;
import io.sallyport.identity.EntityPolicies;
import io.sallyport.identity.GroupName;
import io.sallyport.identity.Listing;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.Renaming;
import io.sallyport.identity.UserName;
import io.sallyport.user.User;
import java.util.Optional;

/**
 * The groups of one account's users. Thread-safe. Every call may throw {@link
 * io.sallyport.error.UnavailableException} if the store can't be asked, and {@link
 * io.sallyport.error.AccessDeniedException} if the caller whose view this is may not make it. Every
 * call about a group or a user throws {@link io.sallyport.error.NoSuchEntityException} if it isn't
 * there.
 */
public interface GroupManager extends EntityPolicies<GroupName> {
  /** The most characters, white space aside, that a group's inline policies may have together. */
  int MAX_INLINE_POLICIES = 5120;

  /** As {@link #create(GroupName, EntityPath)}, at the path {@code /}. */
  default Group create(GroupName name) {
    return create(name, EntityPath.ROOT);
  }

  /**
   * Creates a group that nobody is in.
   *
   * @throws io.sallyport.error.ConflictException if the account has a group of this name, in any
   *     case
   */
  Group create(GroupName name, EntityPath path);

  /** The group of this name, if there is one. */
  Optional<Group> find(GroupName name);

  /** The group of this name. */
  Group get(GroupName name);

  /**
   * A page of the groups, in the order of their names whatever their case and path. It may have
   * fewer than there are, and yet a next page.
   *
   * @param pathPrefix only those whose path begins so; {@code /} for all
   */
  Listing<Group> list(String pathPrefix, PageRequest page);

  /**
   * Gives a group another name or path. Its id, policies and members stay.
   *
   * @throws io.sallyport.error.ConflictException if another group has the new name, in any case
   */
  Group update(GroupName name, Renaming<GroupName> renaming);

  /**
   * Deletes a group.
   *
   * @throws io.sallyport.error.ConflictException if it still has policies or members
   */
  void delete(GroupName name);

  /**
   * Puts a user into a group; one who is in it already stays so.
   *
   * @throws io.sallyport.error.LimitExceededException if the user is in as many as it may be in
   */
  void addUser(GroupName name, UserName user);

  /**
   * Takes a user out of a group.
   *
   * @throws io.sallyport.error.NoSuchEntityException if it is not in it
   */
  void removeUser(GroupName name, UserName user);

  /** A page of a group's members, in the order of their names whatever their case. */
  Listing<User> listUsers(GroupName name, PageRequest page);

  /** A page of the groups that a user is in, in the order of their names whatever their case. */
  Listing<Group> listFor(UserName user, PageRequest page);
}
