using Circles.Grains.Kernel;
using Circles.Grains.People;

namespace Circles.Grains.Tests;

public static class Acting
{
    /// <summary>The person as the one who asks.</summary>
    public static Actor As(this Id<Person> person) => new Actor.Member(person);
}
