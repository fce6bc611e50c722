import { describe, expect, it } from 'vitest';
import { catalogue } from './catalogue';
import { methodsOf, recipeFor } from './recipes';

describe('methodsOf', () => {
  it('gives solvers to one linear layer and natural gradients to products of matrices, the own method first', () => {
    expect(methodsOf('dense-stft')).toEqual(['amsgrad', 'sgd', 'adam', 'least-squares', 'conjugate-gradients']);
    expect(methodsOf('butterfly')).toEqual(['natural-gradient', 'sgd', 'amsgrad', 'adam']);
    expect(methodsOf('recurrent')).toEqual(methodsOf('butterfly'));
  });
});

describe('recipeFor', () => {
  it('says by what a network learns where it does not learn by the method', () => {
    const choice = 'choose natural-gradient, sgd, amsgrad, adam';
    expect(() => recipeFor('recurrent', 'least-squares')).toThrow(
      new RangeError(`recurrent does not learn by least-squares: ${choice}`)
    );
    expect(() => recipeFor('butterfly', 'conjugate-gradients')).toThrow(choice);
    expect(() => recipeFor('dft-128', 'natural-gradient')).toThrow('choose sgd, amsgrad, adam, least-squares');
  });

  it('ends runs that would never reach their plateau', () => {
    expect(recipeFor('dense-stft', 'amsgrad').epochs).toBe(20);
    expect(recipeFor('recurrent', 'adam').epochs).toBe(100);
    expect(recipeFor('recurrent', 'natural-gradient').epochs).toBeNull();
  });
});

describe('catalogue', () => {
  it('counts the weights that there are and lists the methods that a network takes', () => {
    const facts = Object.fromEntries(catalogue().map((one) => [one.name, one]));
    expect(facts['butterfly']).toMatchObject({ inputs: 256, outputs: 256, parameters: 3584, frames: 0 });
    expect(facts['butterfly-256']).toMatchObject({ inputs: 512, parameters: 8192 });
    expect(facts['recurrent']).toMatchObject({ inputs: 2048, outputs: 8514, parameters: 117_248, frames: 33 });
    expect(facts['dft-128']).toMatchObject({ parameters: 65_536 });
    expect(facts['recurrent']?.recipes.map(({ method }) => method)).toEqual(methodsOf('recurrent'));
  });
});
