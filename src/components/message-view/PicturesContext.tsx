'use client'

import { createContext } from 'react'

/** Origins whose images are shown without being asked for, such as `https://images.example.org`. */
export const PicturesContext = createContext<readonly string[]>([])
