import { gql } from "@apollo/client";

/** What a small front end asks, as its components have it. */
export const Network = gql`
  query Network {
    network {
      id
      name
    }
  }
`;

export const Rename = gql`
  mutation Rename($name: String!) {
    updateNetwork(input: { name: $name }) {
      network {
        id
        ...Words
      }
      errors {
        code
      }
    }
  }

  fragment Words on Network {
    name
    languages
  }
`;
